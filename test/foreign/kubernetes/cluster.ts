import { contains, parseAddress, parseCidr } from '../../../model/cidr';
import { field, listOf } from '../../../model/fields';
import type { Manifest } from '../../../model/manifest';
import { createEngine, type Engine } from '../../../policy/engine';
import type { Endpoint } from '../../../policy/input';
import { defaultSettings } from '../../../policy/settings';
import type { DirectionVerdict, Verdict } from '../../../policy/verdict';
import { schemaOf } from '../../../upstream/schemas/load';

export const namespaces = ['x', 'y', 'z'] as const;

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
}

/** What the tests keep in a cluster: pods of three namespaces that listen on the same ports, and network policies. */
export class Cluster {
  readonly pods: readonly Pod[];
  private readonly podLabels = new Map<string, Readonly<Record<string, string>>>();
  private readonly namespaceLabels = new Map<string, Readonly<Record<string, string>>>();
  private readonly policies = new Map<string, Manifest>();

  /** Pods by `NAMESPACE/NAME`; without any, `a`, `b` and `c` in each namespace. */
  constructor(
    pods: readonly string[],
    private readonly ports: readonly number[],
    private readonly protocols: readonly string[],
  ) {
    const all =
      pods.length > 0 ? pods : namespaces.flatMap(namespace => ['a', 'b', 'c'].map(pod => `${namespace}/${pod}`));
    this.pods = [...new Set(all)].sort().map((pod, index) => {
      const [namespace = '', name = ''] = pod.split('/');
      return { namespace, name, address: `10.0.0.${index + 1}` };
    });
    for (const { namespace, name } of this.pods) this.resetPodLabels(namespace, name);
  }

  setPolicy(namespace: string, name: string, spec: unknown): void {
    this.policies.set(`${namespace}/${name}`, {
      object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace, name }, spec },
      file: 'policy',
      lineOf: () => 1,
    });
  }
  deletePolicy(namespace: string, name: string): void {
    this.policies.delete(`${namespace}/${name}`);
  }
  deletePolicies(): void {
    this.policies.clear();
  }

  addNamespaceLabel(namespace: string, key: string, value: string): void {
    this.namespaceLabels.set(namespace, { ...this.namespaceLabels.get(namespace), [key]: value });
  }
  deleteNamespaceLabel(namespace: string, key: string): void {
    const { [key]: _, ...labels } = this.namespaceLabels.get(namespace) ?? {};
    this.namespaceLabels.set(namespace, labels);
  }
  addPodLabels(namespace: string, name: string, labels: Readonly<Record<string, string>>): void {
    this.podLabels.set(`${namespace}/${name}`, { ...this.labelsOf(namespace, name), ...labels });
  }
  resetPodLabels(namespace: string, name: string): void {
    this.podLabels.set(`${namespace}/${name}`, { pod: name });
  }
  labelsOf(namespace: string, name: string): Readonly<Record<string, string>> {
    return this.podLabels.get(`${namespace}/${name}`) ?? {};
  }

  /** Of this moment. Tests of SCTP are for clusters that carry it. */
  engine(protocol: string): Engine {
    const endpoints = this.pods.map(
      ({ namespace, name }): Endpoint => ({
        name: `${namespace}/${name}`,
        namespace,
        namespaceLabels: this.namespaceLabels.get(namespace) ?? {},
        labels: this.labelsOf(namespace, name),
        namedPorts: this.protocols.flatMap(each =>
          this.ports.map(port => ({ name: `serve-${port}-${each.toLowerCase()}`, port, protocol: each })),
        ),
      }),
    );
    return createEngine([...this.policies.values()], endpoints, schemaOf, {
      ...defaultSettings,
      sctp: protocol === 'SCTP',
    });
  }
}

/** Whether Cilium denies what an `ipBlock` names: its CIDRs select no pods. */
export function isDeniedByAddress({ egress, ingress }: Verdict, from: Pod, to: Pod): boolean {
  return namesAddress(egress, 'egress', to.address) || namesAddress(ingress, 'ingress', from.address);
}

function namesAddress(
  verdict: DirectionVerdict | undefined,
  direction: 'egress' | 'ingress',
  address: string,
): boolean {
  if (verdict?.verdict !== 'denied') return false;
  return verdict.rules
    .flatMap(({ manifest }) => listOf(manifest.object, 'spec', direction))
    .flatMap(rule => listOf(rule, direction === 'egress' ? 'to' : 'from'))
    .map(peer => field(peer, 'ipBlock'))
    .some(
      block => covers(field(block, 'cidr'), address) && !listOf(block, 'except').some(each => covers(each, address)),
    );
}

function covers(cidr: unknown, address: string): boolean {
  const [range, single] = [parseCidr(`${cidr}`), parseAddress(address)];
  return range !== undefined && single !== undefined && contains(range, single);
}
