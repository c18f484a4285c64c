import type { Manifest } from '../model/manifest';
import { createEngine } from '../policy/engine';
import { endpointLabels } from '../policy/labels';
import type { PolicyRule } from '../policy/rules';
import { deviations } from './closure';
import { type ClosureModel, engineOf } from './closure-model';
import { isPolicy, type Mutation } from './mutations';

/** `same`: the mutant means the same as the original; `refused`: Cilium does not accept it. */
export type Outcome = 'caught' | 'survives' | 'same' | 'refused';

/** Runs mutations against the proof. A mutant is compared for the endpoints that it or the original selects: no other policy changes. */
export function createMutationRun(
  model: ClosureModel,
  manifests: readonly Manifest[],
): (mutation: Mutation) => Outcome {
  const { schemaOf, settings, subjects } = model;
  const others = manifests.filter(manifest => !isPolicy(manifest));
  const read = (policy: Manifest) => createEngine([policy, ...others], [], schemaOf, settings).policies;
  const labelled = subjects.map(subject => ({
    subject,
    node: subject.endpoint?.reserved === 'host',
    labels: endpointLabels(subject.endpoint!, settings),
  }));
  const selects = (rules: readonly PolicyRule[]) =>
    labelled.filter(({ node, labels }) => rules.some(rule => rule.node === node && rule.subject.matches(labels)));
  const policies = manifests.filter(isPolicy).map(manifest => {
    const { rules } = read(manifest);
    return { manifest, rules, selected: new Set(selects(rules)) };
  });

  return ({ original, mutant }) => {
    const mutated = mutant && read(mutant);
    if (mutated?.refusals.get(mutant!)?.length) return 'refused';
    const { rules } = policies.find(({ manifest }) => manifest === original)!;
    if (mutated !== undefined && meaning(rules) === meaning(mutated.rules)) return 'same';
    const affected = selects([...rules, ...(mutated?.rules ?? [])]);
    const unchanged = policies
      .filter(({ manifest, selected }) => manifest !== original && affected.some(one => selected.has(one)))
      .map(({ manifest }) => manifest);
    const engine = engineOf(model, [...unchanged, ...(mutant ? [mutant] : []), ...others]);
    const [deviation] = deviations(
      model,
      engine,
      affected.map(({ subject }) => subject),
    );
    return deviation === undefined ? 'survives' : 'caught';
  };
}

/** The content of rules, without their place. */
function meaning(rules: readonly PolicyRule[]): string {
  return JSON.stringify(
    rules.map(({ ref: _, subject, peers, ports, ...rest }) => ({
      ...rest,
      subject: subject.key,
      peers: peers?.map(({ selector }) => selector.key),
      ports: ports.map(({ ref: _, ...port }) => port),
    })),
  );
}
