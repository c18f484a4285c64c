import { type CompiledPolicy, compilePolicy, selectingRules } from './compile';
import type { Settings } from './input';
import { indexSelectors } from './label-index';
import type { LabelSet } from './labels';
import type { PolicyRule } from './rules';

/** Compiles the policies of identities; those that the same rules select share one. */
export function compilerOf(rules: readonly PolicyRule[], settings: Settings): (labels: LabelSet) => CompiledPolicy {
  const rulesFor = indexSelectors(rules, ({ subject }) => subject.terms);
  const numbers = new Map(rules.map((rule, number) => [rule, number]));
  const known = new Map<string, CompiledPolicy>();
  return labels => {
    const selecting = selectingRules(labels, rulesFor(labels));
    const reserved = ['reserved:host', 'reserved:init'].map(label => labels.bySource.has(label));
    const key = [...reserved, ...selecting.map(rule => numbers.get(rule))].join();
    const policy = known.get(key) ?? compilePolicy(labels, selecting, settings);
    known.set(key, policy);
    return policy;
  };
}
