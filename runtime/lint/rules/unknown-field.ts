import type { Step } from '../../../model/yaml';
import { children, type Node } from '../../node';
import { onPolicies, type Problem, type TracingRule } from '../rule';

/** Fields by the list that holds the mapping (`tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go`). */
const probe = ['message', 'tags', 'args', 'data', 'selectors', 'return', 'returnArg', 'returnArgAction', 'ignore'];
const known: Readonly<Record<string, readonly string[]>> = {
  spec: [
    ...[
      'kprobes',
      'tracepoints',
      'lsmhooks',
      'uprobes',
      'usdts',
      'fentries',
      'loader',
      'lists',
      'enforcers',
      'options',
    ],
    ...['podSelector', 'containerSelector', 'hostSelector', 'selectorsMacros'],
  ],
  kprobes: [...probe, 'call', 'syscall'],
  fentries: [...probe, 'call', 'syscall'],
  lsmhooks: ['hook', 'message', 'tags', 'args', 'selectors'],
  tracepoints: ['subsystem', 'event', 'raw', 'message', 'tags', 'args', 'selectors'],
  uprobes: [...probe, 'path', 'btfPath', 'symbols', 'offsets', 'addrs', 'refCtrOffsets'],
  usdts: ['path', 'btfPath', 'provider', 'name', 'message', 'tags', 'args', 'selectors'],
  args: ['index', 'type', 'label', 'resolve', 'source', 'btfType', 'sizeArgIndex', 'returnCopy', 'maxData'],
  selectors: [
    ...['matchArgs', 'matchData', 'matchBinaries', 'matchParentBinaries', 'matchPIDs', 'matchNamespaces'],
    ...['matchNamespaceChanges', 'matchCapabilities', 'matchCapabilityChanges', 'matchReturnArgs'],
    ...['matchActions', 'matchReturnActions', 'macros'],
  ],
  matchArgs: ['index', 'args', 'operator', 'values'],
  matchBinaries: ['operator', 'values', 'followChildren'],
  matchPIDs: ['operator', 'values', 'isNamespacePID', 'followForks'],
  matchActions: [
    ...['action', 'argError', 'argSig', 'argFd', 'argName', 'argUrl', 'argFqdn', 'argSock', 'argIndex', 'argValue'],
    ...['argRegs', 'rateLimit', 'rateLimitScope', 'kernelStackTrace', 'userStackTrace', 'imaHash'],
  ],
  options: ['name', 'value'],
};

export const unknownField: TracingRule = {
  code: 'unknown-field',
  severity: 'error',
  title: 'A field that does not exist',
  why: 'The API server drops unknown fields silently. A filter that is dropped matches everything.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArg: # wrong
            - { index: 0, operator: Equal, values: [/etc/shadow] }
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  lsmhooks:
    - hook: file_open
      args: [{ index: 0, type: file }]
      selectors:
        - matchArgs:
            - { index: 0, operator: Equal, values: [/etc/shadow] }
`,
  source: 'tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go',
  find: onPolicies(({ spec }) => unknownIn(spec, 'spec', spec.path)),
};

function unknownIn(node: Node, list: string, path: readonly Step[]): Problem[] {
  const fields = known[list === 'data' ? 'args' : list];
  if (fields === undefined) return [];
  return Object.keys(node.value).flatMap(key => {
    if (fields.includes(key)) return children(node, key).flatMap(inner => unknownIn(inner, key, inner.path));
    return [
      {
        at: [...path, key],
        message: `\`${key}\` is not a field of \`${list}\`: the API server drops it silently`,
        allowed: fields.map(field => `\`${field}\``).join(', '),
        repair: 'correct the name',
      },
    ];
  });
}
