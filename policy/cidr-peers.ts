import { type Cidr, contains, parseCidr } from '../model/cidr';
import type { LabelSelector } from '../model/label-selector';
import type { CidrRule } from './cilium-types';
import type { Settings } from './input';
import { splitSource } from './labels';
import { isNode, isOutside } from './peer-identity';
import type { PeerSelector } from './peers';
import { encodeKeys, matcher } from './selector';

export interface CidrGroup {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidrs: readonly Cidr[];
}

/** Whether CIDRs select nodes too. */
type CidrScope = Pick<Settings, 'cidrsMatchNodes'>;

/**
 * CIDRs select what is outside the cluster, never pods, and nodes only where a setting says so. A prefix of length 0 is
 * the whole world: it selects no node with that setting either (cilium 1.19.7 pkg/ipcache/metadata.go resolveLabels).
 */
export function cidrPeers(text: string, except: readonly string[], scope: CidrScope): PeerSelector {
  const cidr = parseCidr(text)!;
  const isInside = (address: Cidr | undefined) =>
    cidr.length === 0
      ? address === undefined || address.family === cidr.family
      : address !== undefined && contains(cidr, address);
  const selector = addressPeers(isInside, except, scope);
  return {
    key: cidrKey(text, except),
    cidr,
    isWhole: except.length === 0,
    blocks: [cidr, ...parseCidrs(except)],
    ...selector,
    matches: peer => (cidr.length > 0 || isOutside(peer)) && selector.matches(peer),
  };
}

/** A group by its name, or groups by their labels; a group that does not exist has no addresses. */
export function cidrGroupPeers(rule: CidrRule, groups: readonly CidrGroup[], scope: CidrScope): PeerSelector {
  const { cidrGroupRef, cidrGroupSelector = {}, except = [] } = rule;
  const covering = (address: Cidr | undefined) =>
    address === undefined ? [] : groups.filter(group => group.cidrs.some(cidr => contains(cidr, address)));
  const isInside = (address: Cidr | undefined) =>
    cidrGroupRef
      ? covering(address).some(({ name }) => name === cidrGroupRef)
      : holdsForGroups(cidrGroupSelector, covering(address));
  const name = cidrGroupRef ? `cidrgroup:${cidrGroupRef}` : matcher(encodeKeys('cidrgroup', cidrGroupSelector)).key;
  const blocks = [...groups.flatMap(({ cidrs }) => cidrs), ...parseCidrs(except)];
  return { key: cidrKey(name, except), blocks, ...addressPeers(isInside, except, scope) };
}

const unknownAddresses = 'the addresses of nodes are not in the manifests';

/** What is outside by its address, and nodes by any of theirs. */
function addressPeers(
  isInside: (address: Cidr | undefined) => boolean,
  except: readonly string[],
  { cidrsMatchNodes }: CidrScope,
): Pick<PeerSelector, 'matches' | 'doubt'> {
  const excepted = parseCidrs(except);
  const isExcepted = (address: Cidr | undefined) =>
    address !== undefined && excepted.some(cidr => contains(cidr, address));
  const selects = (address: Cidr | undefined) => isInside(address) && !isExcepted(address);
  if (!cidrsMatchNodes) return { matches: peer => isOutside(peer) && selects(peer.address) };
  return {
    matches: peer =>
      isOutside(peer)
        ? selects(peer.address)
        : isNode(peer) && (peer.addresses === undefined || peer.addresses.some(selects)),
    doubt: peer => {
      if (!isNode(peer)) return undefined;
      if (peer.addresses === undefined) return unknownAddresses;
      return peer.addresses.every(selects) ? undefined : 'the node has addresses inside and outside of it';
    },
  };
}

/** An address carries the labels of all groups that it lies in, so each term may hold by another group. */
function holdsForGroups(selector: LabelSelector, groups: readonly CidrGroup[]): boolean {
  const terms = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(selector.matchExpressions ?? []),
  ];
  return terms.every(({ key, operator, values = [] }) => {
    const found = groups.flatMap(group => group.labels[splitSource(key).key] ?? []);
    if (operator === 'Exists') return found.length > 0;
    if (operator === 'DoesNotExist') return found.length === 0;
    return found.some(value => values.includes(value)) === (operator === 'In');
  });
}

const parseCidrs = (texts: readonly string[]) => texts.map(text => parseCidr(text)!);

const cidrKey = (text: string, except: readonly string[]) =>
  except.length === 0 ? text : `${text}-[${except.join(',')}]`;
