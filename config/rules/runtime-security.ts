import {
  configuredMode,
  exemptNamespaces,
  type RuntimePolicyName,
  type RuntimeSecurity,
  runtimePolicies,
  runtimePolicyNames,
} from '../runtime-policies';
import { type ClusterFinding, type ClusterRule, clusterRule, duplicates, type FindInCluster, when } from './rule';

const on =
  (find: (runtimeSecurity: RuntimeSecurity) => readonly ClusterFinding[]): FindInCluster =>
  ({ runtimeSecurity }) =>
    runtimeSecurity === false ? [] : find(runtimeSecurity);

interface Stated {
  readonly at: readonly (string | number)[];
  readonly name: RuntimePolicyName;
  readonly mode: string;
}

/** Modes of single policies, those of namespaces included. */
function statedIn({ policies, namespaces }: RuntimeSecurity): Stated[] {
  const list = (at: Stated['at'], modes: Readonly<Record<string, string>>) =>
    runtimePolicyNames.flatMap(name => {
      const mode = modes[name];
      return mode === undefined ? [] : [{ at: [...at, name], name, mode }];
    });
  return [
    ...list(['runtimeSecurity', 'policies'], policies),
    ...namespaces.flatMap(({ policies: own }, index) => list([...at, index, 'policies'], own)),
  ];
}

const at = ['runtimeSecurity', 'namespaces'] as const;

export const runtimeSecurityRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'policy-never-enforced',
    severity: 'error',
    title: 'A tracing policy enforced that must not be',
    why: 'The policy matches what the platform itself does in every pod. Enforced, it kills legitimate processes.',
    wrong: 'runtimeSecurity: {policies: {egress-public: enforce}}',
    right: 'runtimeSecurity: {policies: {egress-public: monitor}}',
    find: on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(({ name, mode }) => mode === 'enforce' && runtimePolicies[name].enforcementScope === 'never')
        .map(({ at, name }) => ({
          at,
          message: `\`${name}\` cannot be enforced: ${runtimePolicies[name].because}`,
          allowed: '`off` or `monitor`',
          repair: `write \`${name}: monitor\``,
        })),
    ),
  }),
  clusterRule({
    code: 'host-policy-in-namespace',
    severity: 'error',
    title: 'A policy on hosts for a namespace',
    why: 'The policy looks at processes of hosts. Pods of a namespace have none.',
    wrong:
      'runtimeSecurity: {policies: {process-exec-audit: "off"}, namespaces: [{name: shop, policies: {process-exec-audit: monitor}}]}',
    right: 'runtimeSecurity: {policies: {process-exec-audit: monitor}}',
    find: on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(({ at, name }) => at[1] === 'namespaces' && 'hostsOnly' in runtimePolicies[name])
        .map(({ at, name }) => ({
          at,
          message: `\`${name}\` looks at hosts, and pods in a namespace are not hosts`,
          allowed: 'policies on pods',
          repair: `remove \`${name}\` from the namespace`,
        })),
    ),
  }),
  clusterRule({
    code: 'policy-on-platform-namespace',
    severity: 'error',
    title: 'A policy for a namespace of the platform',
    why: 'The platform’s pods legitimately do what the policies look for: they mount, load programs and read credentials.',
    wrong: 'runtimeSecurity: {namespaces: [{name: longhorn-system, policies: {ptrace: enforce}}]}',
    right: 'runtimeSecurity: {namespaces: [{name: shop, policies: {ptrace: enforce}}]}',
    find: on(({ namespaces }) =>
      namespaces.flatMap(({ name }, index) =>
        when(exemptNamespaces.includes(name), {
          at: [...at, index, 'name'],
          message: `the pods of \`${name}\` legitimately do what the policies look for`,
          allowed: 'namespaces of your own',
          repair: 'remove it',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'duplicate-runtime-namespace',
    severity: 'error',
    title: 'A namespace listed twice',
    why: 'The policies of one entry are lost.',
    wrong: `
runtimeSecurity:
  namespaces:
    - {name: shop, policies: {ptrace: enforce}}
    - {name: shop, policies: {bpf-load: enforce}}
`,
    right: 'runtimeSecurity: {namespaces: [{name: shop, policies: {ptrace: enforce, bpf-load: enforce}}]}',
    find: on(({ namespaces }) =>
      duplicates(
        namespaces,
        ({ name }) => name,
        ({ name }, index) => ({
          at: [...at, index, 'name'],
          message: `namespace \`${name}\` is listed twice`,
          allowed: 'every namespace once',
          repair: 'merge the two',
        }),
      ),
    ),
  }),
  clusterRule({
    code: 'redundant-runtime-policy',
    severity: 'warning',
    title: 'A namespace policy that repeats the cluster’s',
    why: 'The namespace is to be ahead of the cluster. In the same mode, every event comes twice.',
    wrong: 'runtimeSecurity: {mode: enforce, namespaces: [{name: shop, policies: {ptrace: enforce}}]}',
    right: 'runtimeSecurity: {mode: monitor, namespaces: [{name: shop, policies: {ptrace: enforce}}]}',
    find: on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(({ at, name, mode }) => at[1] === 'namespaces' && configuredMode(runtimeSecurity, name) === mode)
        .map(({ at, name, mode }) => ({
          at,
          message: `the cluster is in \`${mode}\` mode for \`${name}\` already: every event would come twice`,
          allowed: 'policies that are ahead of the cluster',
          repair: `remove \`${name}\` from the namespace`,
        })),
    ),
  }),
];
