import { configuredMode, exemptNamespaces, type RuntimePolicyName, runtimePolicies } from '../runtime-policies';
import type { Cluster } from '../schema/cluster';
import { type ClusterRule, duplicates, error, type Fault, warning, when } from './rule';

type RuntimeSecurity = Exclude<Cluster['runtimeSecurity'], false>;

const on =
  (find: (runtimeSecurity: RuntimeSecurity) => readonly Fault[]): ClusterRule['find'] =>
  ({ runtimeSecurity }) =>
    runtimeSecurity === false ? [] : find(runtimeSecurity);

interface Stated {
  readonly path: readonly (string | number)[];
  readonly name: RuntimePolicyName;
  readonly posture: string;
}

/** Postures of single policies, those of namespaces included. */
function statedIn({ policies, namespaces }: RuntimeSecurity): Stated[] {
  const list = (path: Stated['path'], postures: Readonly<Record<string, string>>) =>
    Object.entries(postures).map(([name, posture]) => ({
      path: [...path, name],
      name: name as RuntimePolicyName,
      posture,
    }));
  return [
    ...list(['runtimeSecurity', 'policies'], policies),
    ...namespaces.flatMap(({ policies: own }, index) => list([...at, index, 'policies'], own)),
  ];
}

const at = ['runtimeSecurity', 'namespaces'] as const;

export const runtimeSecurityRules: readonly ClusterRule[] = [
  error(
    'policy-never-enforced',
    on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(({ name, posture }) => posture === 'enforce' && runtimePolicies[name].enforcementScope === 'never')
        .map(({ path, name }) => ({
          path,
          message: `\`${name}\` cannot be enforced: ${runtimePolicies[name].because}`,
          allowed: '`off` or `monitor`',
          repair: `write \`${name}: monitor\``,
        })),
    ),
  ),
  error(
    'host-policy-in-namespace',
    on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(({ path, name }) => path[1] === 'namespaces' && 'hostsOnly' in runtimePolicies[name])
        .map(({ path, name }) => ({
          path,
          message: `\`${name}\` looks at hosts, and pods of a namespace are none`,
          allowed: 'policies on pods',
          repair: `remove \`${name}\` from the namespace`,
        })),
    ),
  ),
  error(
    'policy-on-platform-namespace',
    on(({ namespaces }) =>
      namespaces.flatMap(({ name }, index) =>
        when(exemptNamespaces.includes(name), {
          path: [...at, index, 'name'],
          message: `the pods of \`${name}\` do for a living what the policies look for`,
          allowed: 'namespaces of your own',
          repair: 'remove it',
        }),
      ),
    ),
  ),
  error(
    'duplicate-runtime-namespace',
    on(({ namespaces }) =>
      duplicates(
        namespaces,
        ({ name }) => name,
        ({ name }, index) => ({
          path: [...at, index, 'name'],
          message: `namespace \`${name}\` is listed twice`,
          allowed: 'every namespace once',
          repair: 'merge the two',
        }),
      ),
    ),
  ),
  warning(
    'redundant-runtime-policy',
    on(runtimeSecurity =>
      statedIn(runtimeSecurity)
        .filter(
          ({ path, name, posture }) => path[1] === 'namespaces' && configuredMode(runtimeSecurity, name) === posture,
        )
        .map(({ path, name, posture }) => ({
          path,
          message: `the cluster is in \`${posture}\` for \`${name}\` already: every event would come twice`,
          allowed: 'policies that are ahead of the cluster',
          repair: `remove \`${name}\` from the namespace`,
        })),
    ),
  ),
];
