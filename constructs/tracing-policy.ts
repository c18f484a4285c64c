import { Construct } from 'constructs';
import {
  TracingPolicy,
  TracingPolicyNamespaced,
  type TracingPolicyNamespacedSpec,
  type TracingPolicySpec,
} from '../imports/cilium.io';
import { crdMayBeMissing, syncWave } from './sync';
import type { HookName, HookOf } from './tracing-hooks';
import {
  type AnySelector,
  declarationsOf,
  refuses,
  type TracingSelector,
  toSelector,
  type UpToFive,
} from './tracing-selector';

type Section<Kind extends 'lsmhooks' | 'kprobes'> = {
  readonly [Name in HookOf<Kind>]?: UpToFive<TracingSelector<Name>>;
};

/** One section of hooks: a policy with two is refused, and a second entry for one hook silences both. */
export type TracedHooks =
  | { readonly lsmhooks: Section<'lsmhooks'>; readonly kprobes?: never }
  | { readonly kprobes: Section<'kprobes'>; readonly lsmhooks?: never };

/** Whose calls count. `pods` are those outside the exempt namespaces; `everything` is pods and hosts. */
export type TracingScope = 'pods' | 'every-pod' | 'opted-in-pods' | 'host' | 'everything';

/** Label by which a pod asks that policies are enforced on it which could break others. */
export const optInLabel = { 'infraflux.dev/enforce-runtime': 'true' };

export interface TracingPolicyProps {
  /** Unique in the whole cluster: events and metrics carry the name without the namespace. */
  readonly name: string;
  /** Namespace whose pods alone are meant. @default the whole cluster */
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly mode: 'monitor' | 'enforce';
  readonly scope: TracingScope;
  /** Namespaces that `pods` and `opted-in-pods` leave out. */
  readonly exemptNamespaces: readonly string[];
  /** Text of every event, up to 256 characters. */
  readonly message: string;
  /** Marks of every event, up to 16 of 2–128 characters. */
  readonly tags: readonly string[];
  readonly hooks: TracedHooks;
}

/**
 * A Tetragon policy in which common mistakes cannot be written: argument types, operators, sections, options and counts are what
 * Tetragon 1.7 really takes (`docs/content/en/docs/concepts/tracing-policy`).
 */
export class TracedPolicy extends Construct {
  constructor(scope: Construct, id: string, props: TracingPolicyProps) {
    super(scope, id);
    const { name, namespace, annotations } = props;
    const Kind = namespace === undefined ? TracingPolicy : TracingPolicyNamespaced;
    new Kind(this, 'policy', {
      metadata: { name, namespace, annotations: { ...annotations, ...syncWave(1), ...crdMayBeMissing } },
      // The generated enumerations are nominal; our own types are taken from them.
      spec: specOf(props) as unknown as TracingPolicySpec & TracingPolicyNamespacedSpec,
    });
  }
}

function specOf({ mode, hooks: { lsmhooks, kprobes }, message, tags, ...scope }: TracingPolicyProps) {
  if (message.length > 256) throw new Error(`the message of \`${scope.name}\` is cut off after 256 characters`);
  if (tags.length > 16) throw new Error(`\`${scope.name}\` has ${tags.length} tags, and Tetragon takes 16`);
  const section = Object.entries(lsmhooks ?? kprobes) as [HookName, UpToFive<AnySelector>][];
  const overrides = kprobes !== undefined && section.some(([, selectors]) => selectors.some(refuses));
  return {
    ...selectorOf(scope),
    options: [
      { name: 'policy-mode', value: mode },
      // Kernels with kprobe_multi refuse to override without it.
      ...(overrides ? [{ name: 'disable-kprobe-multi', value: '1' }] : []),
    ],
    [lsmhooks ? 'lsmhooks' : 'kprobes']: section.map(([name, selectors]) => ({
      // The API's default for `syscall` is true, whatever the name.
      ...(lsmhooks ? { hook: name } : { call: name, syscall: name.startsWith('sys_') }),
      message,
      tags,
      ...declarationsOf(name),
      selectors: selectors.flatMap(selector => (selector === undefined ? [] : [toSelector(name, selector)])),
    })),
  };
}

function selectorOf({
  scope,
  exemptNamespaces,
  namespace,
}: Pick<TracingPolicyProps, 'scope' | 'exemptNamespaces' | 'namespace'>) {
  const matchLabels = scope === 'opted-in-pods' ? optInLabel : undefined;
  if (scope === 'everything') return {};
  if (scope === 'host') return { hostSelector: {} };
  if (scope === 'every-pod' || namespace !== undefined) return { podSelector: { matchLabels } };
  const outside = { key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: exemptNamespaces };
  return { podSelector: { matchLabels, matchExpressions: [outside] } };
}
