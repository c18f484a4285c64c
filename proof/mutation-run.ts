import type { Manifest } from '../model/manifest';
import { createEngine } from '../policy/engine';
import { endpointLabels } from '../policy/labels';
import type { Rule } from '../policy/rules';
import { deviations, engineOf, type Scene } from './closure';
import { isPolicy, type Mutation } from './mutations';

/** `same`: the mutant means what the original means; `refused`: Cilium takes no such policy. */
export type Outcome = 'caught' | 'survives' | 'same' | 'refused';

/** Tries mutations on the proof. A mutant is compared at whom it or the original selects: nobody else's policy changes. */
export function createTrial(scene: Scene, manifests: readonly Manifest[]): (mutation: Mutation) => Outcome {
  const { settings, subjects } = scene;
  const others = manifests.filter(manifest => !isPolicy(manifest));
  const read = (policy: Manifest) => createEngine([policy, ...others], [], settings).policies;
  const labelled = subjects.map(subject => ({
    subject,
    node: subject.endpoint?.reserved === 'host',
    labels: endpointLabels(subject.endpoint!, settings),
  }));
  const selects = (rules: readonly Rule[]) =>
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
    const standing = policies
      .filter(({ manifest, selected }) => manifest !== original && affected.some(one => selected.has(one)))
      .map(({ manifest }) => manifest);
    const engine = engineOf(scene, [...standing, ...(mutant ? [mutant] : []), ...others]);
    const [deviation] = deviations(
      scene,
      engine,
      affected.map(({ subject }) => subject),
    );
    return deviation === undefined ? 'survives' : 'caught';
  };
}

/** What rules say, without where they say it. */
function meaning(rules: readonly Rule[]): string {
  return JSON.stringify(
    rules.map(({ ref: _, subject, peers, ports, ...rest }) => ({
      ...rest,
      subject: subject.key,
      peers: peers?.map(({ key }) => key),
      ports: ports.map(({ ref: _, ...port }) => port),
    })),
  );
}
