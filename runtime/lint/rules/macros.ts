import { isRecord } from '../../../model/manifest';
import { texts } from '../../mapping';
import { onPolicies, type TracingRule } from '../rule';

export const macros: TracingRule = {
  code: 'macros',
  severity: 'error',
  title: 'A selector macro that does not apply',
  why: 'A macro adds filters to a selector. It has to be defined in `selectorsMacros`, cannot use other macros, and cannot set a field that the selector sets itself: the agent rejects the policy.',
  wrong: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  selectorsMacros:
    shells:
      matchBinaries: [{ operator: In, values: [/usr/bin/bash] }]
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - macros:
            - shels # wrong
        - macros:
            - shells # wrong
          matchBinaries: [{ operator: In, values: [/usr/bin/dash] }]
`,
  right: `
apiVersion: cilium.io/v1alpha1
kind: TracingPolicy
metadata: { name: example }
spec:
  selectorsMacros:
    shells:
      matchBinaries: [{ operator: In, values: [/usr/bin/bash] }]
  kprobes:
    - call: tcp_connect
      syscall: false
      selectors:
        - macros:
            - shells
        - macros:
            - shells
          matchCapabilities: [{ type: Effective, operator: In, values: [CAP_SYS_ADMIN] }]
`,
  source: 'tetragon 1.7 pkg/selectors/kernel.go',
  find: onPolicies(({ spec, hooks }) => {
    const defined = isRecord(spec.value.selectorsMacros) ? spec.value.selectorsMacros : {};
    const nested = Object.entries(defined).flatMap(([name, macro]) =>
      isRecord(macro) && macro.macros !== undefined
        ? [
            {
              at: [...spec.path, 'selectorsMacros', name, 'macros'],
              message: `the macro \`${name}\` uses other macros`,
              allowed: 'filters in macros',
              repair: 'write out what the other macros hold',
            },
          ]
        : [],
    );
    const used = hooks.flatMap(hook =>
      hook.selectors.flatMap(({ path, value }) =>
        texts(value.macros).flatMap((name, index) => {
          const macro = defined[name];
          const twice = isRecord(macro) ? Object.keys(macro).find(key => value[key] !== undefined) : undefined;
          if (isRecord(macro) && twice === undefined) return [];
          return [
            {
              at: [...path, 'macros', index],
              message:
                twice === undefined
                  ? `the macro \`${name}\` is not defined`
                  : `the macro \`${name}\` and its selector both set \`${twice}\``,
              allowed: 'macros of `selectorsMacros` that set other fields than the selector',
              repair:
                twice === undefined ? 'define it, or correct the name' : `remove \`${twice}\` from one of the two`,
            },
          ];
        }),
      ),
    );
    return [...nested, ...used];
  }),
};
