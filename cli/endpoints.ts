import { parseAddress } from '../model/cidr';
import { isRecord } from '../model/manifest';
import { reservedIdentities } from '../policy/entities';
import { namespaceOf, type PodWorkload } from '../policy/workloads';
import type { Cluster } from './cluster';
import { UsageError } from './exit-codes';

/** One end as a person writes it. */
export interface NamedEnd {
  readonly text: string;
  /** In the engine's notation; two for a workload in the host network, which is `host` to its own node alone. */
  readonly notations: readonly string[];
  readonly workload?: PodWorkload;
}

export interface Target extends NamedEnd {
  readonly port: number;
  readonly protocol: string;
}

/** `namespace/workload`, an entity, an address or a DNS name. @throws UsageError */
export function parseEnd(text: string, cluster: Cluster): NamedEnd {
  const workload = cluster.workloads.find(({ name }) => name === text);
  if (workload !== undefined) return { text, workload, notations: notationsOf(workload) };
  if (Object.hasOwn(reservedIdentities, text)) return { text, notations: [`entity:${text}`] };
  if (parseAddress(text) !== undefined) return { text, notations: [`cidr:${text}`] };
  const [, service] = /^([^.]+\.[^.]+)\.svc(\.cluster\.local)?\.?$/.exec(text) ?? [];
  if (service !== undefined) return parseEnd(service.split('.').reverse().join('/'), cluster);
  if (/^[-\w]+(\.[-\w]+)+\.?$/.test(text)) return { text, notations: [`fqdn:${text}`] };
  throw new UsageError(`\`${text}\` is no workload here, entity, address or DNS name${hint(text, cluster)}`);
}

function notationsOf({ name, hostNetwork, nodeIdentities = ['host', 'remote-node'] }: PodWorkload): string[] {
  return hostNetwork ? nodeIdentities.map(identity => `entity:${identity}`) : [name];
}

/** `END:PORT`, `END:PORT/PROTOCOL`, `[IPV6]:PORT`; a port may be named as the workload names it. @throws UsageError */
export function parseTarget(text: string, cluster: Cluster): Target {
  const [, bracketed, bare, port = '', protocol = 'TCP'] =
    /^(?:\[([^\]]+)\]|(.+)):([\w-]+)(?:\/(\w+))?$/.exec(text) ?? [];
  if (port === '') throw new UsageError(`\`${text}\` names no port: write \`${text}:PORT\``);
  const end = parseEnd(bracketed ?? bare!, cluster);
  const upper = protocol.toUpperCase();
  const number = /^\d+$/.test(port)
    ? Number(port)
    : end.workload?.ports.find(({ name, protocol }) => name === port && protocol === upper)?.port;
  if (number === undefined || number > (upper.startsWith('ICMP') ? 255 : 65_535))
    throw new UsageError(`\`${end.text}\` has no port \`${port}\` of ${upper}`);
  return { ...end, text, port: number, protocol: upper };
}

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
    return `: it is a Service, and policies see its pods${pods.length === 0 ? '' : `, ${pods.map(each => `\`${each.name}\``).join(', ')}`}`;
  }
  const near = workloads.filter(
    each => each.name.endsWith(`/${name ?? text}`) || each.name.startsWith(`${namespace}/`),
  );
  return near.length === 0 ? '' : `, did you mean ${near.map(each => `\`${each.name}\``).join(', ')}?`;
}
