import { contains, parseAddress, parseCidr } from '../../model/cidr';
import { listOf, textOf } from '../../model/fields';
import type { Manifest } from '../../model/manifest';
import type { KnownNode } from '../input';
import { type Network, networkOf } from '../lint/networks';
import { apiServerAddresses } from '../nodes';
import type { FrontService } from './services';

/** What an address of the own cluster belongs to. */
export type AddressOwner =
  | { readonly kind: 'service'; readonly service: FrontService }
  | { readonly kind: 'pod'; readonly name: string }
  | { readonly kind: 'node'; readonly node: KnownNode }
  | { readonly kind: 'api-server' }
  /** A network of the cluster, and nothing that is known. */
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Addressed {
  readonly manifests: readonly Manifest[];
  readonly services: readonly FrontService[];
  readonly nodes: readonly KnownNode[];
  readonly networks: readonly Network[];
}

/** Undefined outside the cluster. */
export function ownerOf(text: string, { manifests, services, nodes, networks }: Addressed): AddressOwner | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  const isSame = (other: string) => parseAddress(other.trim())?.first === address.first;
  const node = nodes.find(({ addresses = [] }) => addresses.some(isSame));
  if (node !== undefined) return { kind: 'node', node };
  const service = services.find(({ addresses }) => addresses.some(isSame));
  if (service !== undefined) return { kind: 'service', service };
  if (manifests.flatMap(apiServerAddresses).some(isSame)) return { kind: 'api-server' };
  const pod = manifests.find(({ object }) => object.kind === 'Pod' && podAddresses(object).some(isSame))?.object;
  if (pod !== undefined) return { kind: 'pod', name: `${pod.metadata.namespace ?? 'default'}/${pod.metadata.name}` };
  const network = networkOf(address, networks);
  if (network === undefined || network.maybeOutside === true) return undefined;
  if (network.of === 'the API server') return { kind: 'api-server' };
  if (network.of === 'nodes') return undefined;
  const missing = network.of === 'pods' ? 'which pod has it' : 'which Service has it';
  return {
    kind: 'unknown',
    reason: `\`${text}\` lies in the network of the ${network.of} (${network.source}), and ${missing} is not in the manifests`,
  };
}

const podAddresses = (pod: unknown): string[] => {
  const listed = listOf(pod, 'status', 'podIPs').flatMap(each => textOf(each, 'ip') ?? []);
  return [...listed, ...[textOf(pod, 'status', 'podIP') ?? []].flat()];
};

export const cidrsContain = (cidrs: readonly string[], text: string): boolean => {
  const address = parseAddress(text);
  return (
    address !== undefined &&
    cidrs.some(each => {
      const cidr = parseCidr(each);
      return cidr !== undefined && contains(cidr, address);
    })
  );
};
