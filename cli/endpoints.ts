import { parseAddress } from '../model/cidr';
import { distance } from '../model/closest';
import { isRecord } from '../model/manifest';
import { reservedIdentities } from '../policy/entities';
import { anyProtocol, protocolsWithoutPorts } from '../policy/ports';
import { namespaceOf, type PodWorkload } from '../policy/workloads';
import type { Cluster } from './cluster';
import { UsageError } from './exit-codes';
import { unknownWord } from './parse';

/** One endpoint as a person writes it. */
export interface NamedEndpoint {
  readonly text: string;
  /** In the engine's notation; two for a workload in the host network, which is `host` to its own node alone. */
  readonly notations: readonly string[];
  readonly workload?: PodWorkload;
}

export interface Target extends NamedEndpoint {
  readonly port: number;
  readonly protocol: string;
}

/** `namespace/workload`, an entity, an address or a DNS name. @throws UsageError */
export function parseEndpoint(text: string, cluster: Cluster): NamedEndpoint {
  const workload = cluster.workloads.find(({ name }) => name === text);
  if (workload !== undefined) return { text, workload, notations: notationsOf(workload) };
  if (Object.hasOwn(reservedIdentities, text)) return { text, notations: [`entity:${text}`] };
  if (parseAddress(text) !== undefined) return { text, notations: [`cidr:${text}`] };
  const [, service] = /^([^.]+\.[^.]+)\.svc(\.cluster\.local)?\.?$/.exec(text) ?? [];
  if (service !== undefined) return parseEndpoint(service.split('.').reverse().join('/'), cluster);
  if (/^[-\w]+(\.[-\w]+)*\.[a-z][-\w]*\.?$/i.test(text)) return { text, notations: [`fqdn:${text}`] };
  throw new UsageError(`\`${text}\` is not a workload here, an entity, an address or a DNS name${hint(text, cluster)}`);
}

function notationsOf({ name, hostNetwork, nodeIdentities = ['host', 'remote-node'] }: PodWorkload): string[] {
  return hostNetwork ? nodeIdentities.map(identity => `entity:${identity}`) : [name];
}

const protocols = [...anyProtocol, 'ICMP', 'ICMPv6', ...protocolsWithoutPorts];
const hasNoPorts = (protocol: string) => protocolsWithoutPorts.some(known => known === protocol);

/** `END:PORT`, `END:PORT/PROTOCOL`, `[IPV6]:PORT`; a port may be named as the workload names it. @throws UsageError */
export function parseTarget(text: string, cluster: Cluster): Target {
  const [, bracketed, bare, port = '', written = 'TCP'] =
    /^(?:\[([^\]]+)\]|(.+)):([\w-]+)(?:\/([^/]*))?$/s.exec(text) ?? [];
  if (port === '') throw new UsageError(`\`${text}\` names no port; write \`${text}:PORT\``);
  const protocol = protocols.find(known => known.toUpperCase() === written.toUpperCase())?.toUpperCase();
  if (protocol === undefined)
    throw new UsageError(unknownWord(`protocol \`${written}\``, written.toUpperCase(), protocols));
  const endpoint = parseEndpoint(bracketed ?? bare ?? '', cluster);
  return { ...endpoint, text, port: portOf(port, protocol, endpoint), protocol };
}

function portOf(text: string, protocol: string, { text: name, workload }: NamedEndpoint): number {
  if (!/^\d+$/.test(text)) {
    const own = workload?.ports.filter(port => port.protocol === protocol && port.name !== undefined) ?? [];
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
