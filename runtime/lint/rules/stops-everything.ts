import { enforcingActions, modeOf } from '../../enforcement';
import { type PolicyScope, scopeOf } from '../../scope';
import { excludesHosts, narrowingOf } from '../narrowing';
import { onSelectors, type TracingRule } from '../rule';

export const stopsEverything: TracingRule = {
  code: 'stops-everything',
  severity: 'error',
  title: 'An enforcing action that nothing narrows',
  why: 'Without a filter the action applies to every process that makes the call. Without a pod selector that includes hosts: the kubelet, the container runtime and the agents of the cluster. A selector that only has exceptions does the same to whatever they leave out. That, and a policy in monitor mode, is a warning.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: enforce }]
  kprobes:
    - call: sys_execve
      syscall: true
      selectors:
        - matchActions:
            - { action: Sigkill } # wrong
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  options: [{ name: policy-mode, value: enforce }]
  podSelector: { matchLabels: { app: web } }
  kprobes:
    - call: sys_execve
      syscall: true
      args: [{ index: 0, type: string, label: path }]
      selectors:
        - matchArgs: [{ index: 0, operator: Postfix, values: [/xmrig] }]
          matchActions:
            - { action: Sigkill }
`,
  source: 'tetragon 1.7 docs: enforcement, Kubernetes identity-aware policies',
  find: onSelectors((selector, hook, policy) => {
    const action = selector.actions.find(({ name }) => enforcingActions.includes(name));
    const mode = modeOf(policy);
    // A uprobe and a USDT are in one binary, which narrows them.
    const isInOneBinary = hook.section === 'uprobes' || hook.section === 'usdts';
    if (action === undefined || mode === 'invalid' || isInOneBinary) return [];
    const scope = scopeOf(policy);
    const hosts = scope.hosts && !excludesHosts(selector);
    const narrowing = narrowingOf(selector, hook);
    const isBroad = narrowing === 'open' ? hosts || scope.pods === 'all' : narrowing === 'exceptions' && hosts;
    if (!isBroad) return [];
    const who = `every process ${placesOf({ ...scope, hosts })} that calls \`${hook.name}\`${narrowing === 'open' ? '' : ', its exceptions aside'}`;
    return [
      {
        at: [...action.path, 'action'],
        message: `\`${action.name}\` ${mode === 'enforce' ? 'applies' : 'would apply'} to ${who}`,
        allowed: 'an enforcing action behind a filter on what the call does, in pods that are selected',
        repair: hosts
          ? 'add `matchArgs` or `matchBinaries` with what to stop, and a `podSelector` to leave hosts alone'
          : 'add `matchArgs` or `matchBinaries` with what to stop, or labels to the `podSelector`',
        ...((mode === 'monitor' || narrowing === 'exceptions') && { severity: 'warning' }),
      },
    ];
  }),
};

function placesOf({ hosts, pods }: PolicyScope): string {
  const places = [...(hosts ? ['on every host'] : []), ...(pods === 'all' ? ['in every pod'] : [])];
  return [...places, ...(pods === 'some' ? ['in the selected pods'] : [])].join(' and ');
}
