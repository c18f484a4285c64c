import { parseAddress } from '../model/cidr';
import { distance } from '../model/closest';
import { isRecord } from '../model/manifest';
import { reservedIdentities } from '../policy/entities';
import { endNotations, nodeNotations, notationsOf } from '../policy/paths/backends';
import { matchesHost } from '../policy/paths/gateways';
import type { Destination, Surroundings } from '../policy/paths/path';
import { serviceName } from '../policy/paths/services';
import { anyProtocol, protocolsWithoutPorts } from '../policy/ports';
import { namespaceOf } from '../policy/workloads';
import type { Cluster } from './cluster';
import { UsageError } from './exit-codes';
import { foreignEnd } from './mesh';
import { unknownWord } from './parse';

/** One endpoint as a person writes it. */
export interface NamedEndpoint {
  readonly text: string;
  readonly destination: Destination;
}

export interface Target extends NamedEndpoint {
  readonly port: number;
  readonly protocol: string;
}

/**
 * `namespace/workload`, a Service, a Gateway or Ingress, a node, an entity, an address, a DNS name, or a pod of another
 * cluster. @throws UsageError
 */
export function parseEndpoint(text: string, cluster: Cluster, around: Surroundings): NamedEndpoint {
  const destination = destinationOf(text, cluster, around);
  if (destination === undefined)
    throw new UsageError(
      `\`${text}\` is not a workload here, an entity, an address or a DNS name${hint(text, cluster)}`,
    );
  return { text, destination };
}

function destinationOf(text: string, cluster: Cluster, around: Surroundings): Destination | undefined {
  const workload = cluster.workloads.find(({ name }) => name === text);
  if (workload !== undefined) return { kind: 'end', notations: endNotations(workload), workload };
  if (Object.hasOwn(reservedIdentities, text)) return { kind: 'end', notations: [`entity:${text}`] };
  if (parseAddress(text) !== undefined) return { kind: 'address', address: text };
  const [, prefix = '', rest = ''] = /^([^:]+):(.+)$/.exec(text) ?? [];
  if (prefix === 'gateway' || prefix === 'ingress') return gatewayNamed(prefix, rest, around);
  if (prefix === 'node') return nodeNamed(rest, cluster);
  if (prefix !== '') return foreignEnd(prefix, rest, cluster);
  const service = serviceNamed(text, around);
  if (service !== undefined) return { kind: 'service', service };
  const [, inner] = /^([^.]+\.[^.]+)\.svc(\.cluster\.local)?\.?$/.exec(text) ?? [];
  if (inner !== undefined) return destinationOf(inner.split('.').reverse().join('/'), cluster, around);
  if (!/^[-\w]+(\.[-\w]+)*\.[a-z][-\w]*\.?$/i.test(text)) return undefined;
  const host = text.replace(/\.$/, '').toLowerCase();
  const gateway = around.gateways.find(({ routes }) =>
    routes.some(({ hosts }) => hosts.some(each => matchesHost(each, host))),
  );
  return gateway === undefined ? { kind: 'end', notations: [`fqdn:${text}`] } : { kind: 'gateway', gateway, host };
}

/** `name.namespace.svc` means the Service even where a workload has the same name. */
function serviceNamed(text: string, { services }: Surroundings) {
  const [, inner] = /^([^.]+\.[^.]+)\.svc(\.cluster\.local)?\.?$/.exec(text) ?? [];
  const name = inner === undefined ? text : inner.split('.').reverse().join('/');
  return services.find(service => serviceName(service) === name);
}

function gatewayNamed(prefix: 'gateway' | 'ingress', text: string, { gateways }: Surroundings): Destination {
  const kind = prefix === 'gateway' ? 'Gateway' : 'Ingress';
  const own = gateways.filter(each => each.kind === kind);
  const gateway = own.find(each => `${each.namespace}/${each.name}` === text);
  if (gateway !== undefined) return { kind: 'gateway', gateway };
  const known = own.map(({ namespace, name }) => `\`${prefix}:${namespace}/${name}\``).join(', ') || 'none';
  throw new UsageError(`${kind} \`${text}\` is not among the manifests; expected ${known}`);
}

function nodeNamed(text: string, { nodes }: Cluster): Destination {
  const node = nodes.find(({ name }) => name === text);
  if (node !== undefined) return { kind: 'end', notations: nodeNotations(node) };
  const known = nodes.map(({ name }) => `\`node:${name}\``).join(', ') || 'none';
  throw new UsageError(`node \`${text}\` is not known; expected ${known}`);
}

/** The ends that a source may be, in the engine's notation. @throws UsageError for a Service */
export function sourceNotations(
  { text, destination }: NamedEndpoint,
  cluster: Cluster,
  around: Surroundings,
): readonly string[] {
  switch (destination.kind) {
    case 'end':
      return destination.notations;
    case 'address':
      return notationsOf(destination.address, around);
    case 'gateway':
      return ['entity:ingress'];
    case 'foreign':
      return [destination.notation];
    default:
      throw new UsageError(`\`${text}\` does not open connections${hint(text, cluster)}`);
  }
}

const protocols = [...anyProtocol, 'ICMP', 'ICMPv6', ...protocolsWithoutPorts];
const hasNoPorts = (protocol: string) => protocolsWithoutPorts.some(known => known === protocol);

/** `END:PORT`, `END:PORT/PROTOCOL`, `[IPV6]:PORT`; a port may be named as the workload names it. @throws UsageError */
export function parseTarget(text: string, cluster: Cluster, around: Surroundings): Target {
  const [, bracketed, bare, port = '', written = 'TCP'] =
    /^(?:\[([^\]]+)\]|(.+)):([\w-]+)(?:\/([^/]*))?$/s.exec(text) ?? [];
  if (port === '') throw new UsageError(`\`${text}\` names no port; write \`${text}:PORT\``);
  const protocol = protocols.find(known => known.toUpperCase() === written.toUpperCase())?.toUpperCase();
  if (protocol === undefined)
    throw new UsageError(unknownWord(`protocol \`${written}\``, written.toUpperCase(), protocols));
  const endpoint = parseEndpoint(bracketed ?? bare ?? '', cluster, around);
  return { ...endpoint, text, port: portOf(port, protocol, endpoint), protocol };
}

function portOf(text: string, protocol: string, { text: name, destination }: NamedEndpoint): number {
  if (!/^\d+$/.test(text)) {
    const own = portsOf(destination).filter(port => port.protocol === protocol && port.name !== undefined);
    const named = own.find(port => port.name === text);
    if (named !== undefined) return named.port;
    const known = own.length === 0 ? 'a number' : `a number, ${own.map(port => port.name).join(', ')}`;
    throw new UsageError(`\`${name}\` has no ${protocol} port \`${text}\`; expected ${known}`);
  }
  const number = Number(text);
  if (hasNoPorts(protocol)) {
    if (number !== 0) throw new UsageError(`${protocol} has no ports; write port 0`);
    return number;
  }
  const isIcmp = protocol.startsWith('ICMP');
  const [lowest, highest] = isIcmp ? [0, 255] : [1, 65_535];
  if (number < lowest || number > highest)
    throw new UsageError(`\`${text}\` is not ${isIcmp ? 'an ICMP type' : 'a port'}; expected ${lowest} to ${highest}`);
  return number;
}

function portsOf(
  destination: Destination,
): readonly { readonly name?: string; readonly port: number; readonly protocol: string }[] {
  if (destination.kind === 'service') return destination.service.ports;
  return destination.kind === 'end' || destination.kind === 'foreign' ? (destination.workload?.ports ?? []) : [];
}

/** What may have been meant: the pods of a Service, or the workloads with the names that are most alike. */
function hint(text: string, { source, workloads }: Cluster): string {
  const [namespace, name] = text.split('/');
  const service = source.manifests.find(
    ({ object }) => object.kind === 'Service' && namespaceOf(object) === namespace && object.metadata.name === name,
  );
  const selector = service && isRecord(service.object.spec) ? service.object.spec.selector : undefined;
  if (isRecord(selector)) {
    const pods = workloads.filter(
      ({ endpoint }) =>
        endpoint.namespace === namespace &&
        Object.entries(selector).every(([key, value]) => endpoint.labels?.[key] === value),
    );
    return `: it is a Service, and policies see its pods${pods.length === 0 ? '' : `, ${quoted(pods)}`}`;
  }
  const near = workloads
    .filter(each => each.name.endsWith(`/${name ?? text}`) || each.name.startsWith(`${namespace}/`))
    .map(each => ({ name: each.name, edits: distance(text, each.name) }))
    .sort((a, b) => a.edits - b.edits);
  return near.length === 0 ? '' : `; did you mean ${quoted(near.slice(0, 3))}?`;
}

const quoted = (named: readonly { readonly name: string }[]) => named.map(({ name }) => `\`${name}\``).join(', ');
