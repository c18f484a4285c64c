import fc from 'fast-check';
import type { Manifest } from '../../model/manifest';
import type { Endpoint, Flow } from '../../policy/input';
import { type Chooser, chooserOf } from '../chooser';
import type { NaivePolicy, NaiveRule, NaiveSelector } from './naive';

export interface Scenario {
  readonly policies: readonly NaivePolicy[];
  readonly endpoints: readonly Endpoint[];
  readonly flows: readonly Flow[];
}

const namespaces = ['shop', 'web'];
const apps = ['api', 'db', 'front'];
const tiers = ['gold', 'lead'];
const entities = ['host', 'world', 'remote-node', 'health'];
const cidrs = ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.0/24', '192.0.2.0/24', '192.0.2.7/32'];
const addresses = ['10.1.2.3', '10.2.0.1', '192.0.2.7', '192.0.2.8', '203.0.113.9'];
const names = ['a.example', 'b.example', 'x.a.example'];
const patterns = ['*.example', '**.example', '*.a.example', '*'];
const ports = ['80', '443', '8080', 'http', '0'];
const methods = ['GET', 'PUT'];
const paths = ['/', '/admin'];

/** Small clusters with policies and flows; a property that fails prints the smallest one, and the seed. */
export const scenarios = fc.gen().map(generate => randomScenario(chooserOf(generate)));

function randomScenario({ below, pick, chance }: Chooser): Scenario {
  const endpoints = Array.from({ length: 3 + below(3) }, (_, index): Endpoint => {
    const namespace = pick(namespaces);
    const namedPorts = chance(0.6) ? [{ name: 'http', port: pick([80, 8080]), protocol: 'TCP' }] : [];
    return {
      name: `pod${index}`,
      namespace,
      labels: { app: pick(apps), tier: pick(tiers), pod: `${index}` },
      namedPorts,
    };
  });
  const selector = (isPeer: boolean): NaiveSelector => {
    const labels: Record<string, string> = {};
    if (chance(0.5)) labels.app = pick(apps);
    if (chance(0.2)) labels.tier = pick(tiers);
    if (isPeer && chance(0.3)) labels['k8s:io.kubernetes.pod.namespace'] = pick(namespaces);
    const expressions = [
      { key: 'tier', operator: 'NotIn', values: [pick(tiers)] },
      { key: 'app', operator: 'In', values: [pick(apps), pick(apps)] },
      { key: pick(['app', 'none']), operator: pick(['Exists', 'DoesNotExist']) },
    ];
    return { matchLabels: labels, ...(chance(0.3) ? { matchExpressions: [pick(expressions)] } : {}) };
  };
  const peers = (direction: 'from' | 'to', isDeny: boolean): NaiveRule => {
    const cidr = pick(cidrs);
    const kinds: NaiveRule[] = [
      { [`${direction}Endpoints`]: [selector(true), ...(chance(0.3) ? [selector(true)] : [])] },
      { [`${direction}Entities`]: [pick(['all', 'cluster', ...entities])] },
      {
        [`${direction}CIDRSet`]: [
          { cidr, ...(cidr === '10.0.0.0/8' && chance(0.5) ? { except: ['10.1.0.0/16'] } : {}) },
        ],
      },
      {},
    ];
    if (direction === 'to' && !isDeny)
      kinds.push({ toFQDNs: [chance(0.6) ? { matchName: pick(names) } : { matchPattern: pick(patterns) }] });
    return pick(kinds);
  };
  const rule = (direction: 'from' | 'to', isDeny: boolean): NaiveRule => {
    const toPorts = Array.from({ length: 1 + below(2) }, () => {
      const port = pick(ports);
      const range = /^[1-9]/.test(port) && chance(0.2) ? { endPort: Number(port) + pick([3, 1000]) } : {};
      const http = !isDeny && port !== '0' && chance(0.5);
      const protocol = http ? { protocol: 'TCP' } : chance(0.7) ? { protocol: pick(['TCP', 'UDP', 'ANY']) } : {};
      const request = {
        ...(chance(0.6) ? { method: pick(methods) } : {}),
        ...(chance(0.6) ? { path: pick(paths) } : {}),
      };
      return { ports: [{ port, ...range, ...protocol }], ...(http ? { rules: { http: [request] } } : {}) };
    });
    return { ...peers(direction, isDeny), ...(chance(0.6) ? { toPorts } : {}) };
  };
  const list = (direction: 'from' | 'to', isDeny: boolean) =>
    Array.from({ length: 1 + below(2) }, () => rule(direction, isDeny));
  const policies = Array.from({ length: below(5) }, (_, index): NaivePolicy => {
    const isNamespaced = chance(0.8);
    const lists = {
      ...(chance(0.6) ? { ingress: list('from', false) } : {}),
      ...(chance(0.2) ? { ingressDeny: list('from', true) } : {}),
      ...(chance(0.6) ? { egress: list('to', false) } : {}),
      ...(chance(0.2) ? { egressDeny: list('to', true) } : {}),
    };
    return {
      kind: isNamespaced ? 'CiliumNetworkPolicy' : 'CiliumClusterwideNetworkPolicy',
      metadata: { name: `p${index}`, ...(isNamespaced ? { namespace: pick(namespaces) } : {}) },
      spec: {
        endpointSelector: selector(false),
        ...(Object.keys(lists).length === 0 ? { ingress: [{}] } : lists),
        ...(chance(0.15) ? { enableDefaultDeny: { ingress: chance(0.5), egress: chance(0.5) } } : {}),
      },
    };
  });
  const outside = () => pick([`entity:${pick(entities)}`, `cidr:${pick(addresses)}`]);
  const flows = Array.from({ length: 10 }, (): Flow => {
    const pod = pick(endpoints).name;
    const other = chance(0.6) ? pick(endpoints).name : chance(0.2) ? `fqdn:${pick(names)}` : outside();
    const isFrom = other.startsWith('fqdn:') || chance(0.5);
    const protocol = pick(['TCP', 'TCP', 'TCP', 'UDP', 'ICMP']);
    const http = protocol === 'TCP' && chance(0.6) ? { http: { method: pick(methods), path: pick(paths) } } : {};
    return {
      from: isFrom ? pod : other,
      to: isFrom ? other : pod,
      port: pick(protocol === 'ICMP' ? [0, 8] : [80, 81, 443, 8080, 8081]),
      protocol,
      ...http,
    };
  });
  return { policies, endpoints, flows };
}

export function asManifest(policy: object, index = 0): Manifest {
  const object = { apiVersion: 'cilium.io/v2', ...policy } as Manifest['object'];
  return { object, file: `policy-${index}.yaml`, lineOf: () => 1 };
}
