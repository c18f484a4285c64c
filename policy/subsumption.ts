import { namespaceKey, namespaceLabelsKey, splitSource } from './labels';
import type { SelectorTerms } from './selector';

/** What the terms of a selector say about one label. */
interface Requirement {
  readonly operator: string;
  readonly values: readonly string[];
}

/** Whether everything that `narrow` selects is selected by `wide`, whatever runs. */
export function subsumes(wide: SelectorTerms, narrow: SelectorTerms): boolean {
  const given = requirementsOf(narrow);
  return [...requirementsOf(wide)].every(([key, wanted]) =>
    wanted.every(requirement => follows(requirement, given.get(key) ?? impliedBy(key, given))),
  );
}

/** Whether no labels can satisfy both selectors. */
export function areDisjoint(a: SelectorTerms, b: SelectorTerms): boolean {
  const [one, other] = [requirementsOf(a), requirementsOf(b)];
  return [...one].some(([key, requirements]) => {
    const all = [...requirements, ...(other.get(key) ?? [])];
    const allowed = all.filter(({ operator }) => operator === 'In');
    const isPresent = all.some(({ operator }) => operator === 'In' || operator === 'Exists');
    if (isPresent && all.some(({ operator }) => operator === 'DoesNotExist')) return true;
    const excluded = all.filter(({ operator }) => operator === 'NotIn').flatMap(({ values }) => values);
    const values = allowed[0]?.values ?? [];
    const isPossible = (value: string) =>
      allowed.every(each => each.values.includes(value)) && !excluded.includes(value);
    return allowed.length > 0 && !values.some(isPossible);
  });
}

/** Whether all labels satisfy one of two selectors of one term each, such as `Exists` and `DoesNotExist` of one key. */
export function areExhaustive(a: SelectorTerms, b: SelectorTerms): boolean {
  const [one, other] = [soleRequirement(a), soleRequirement(b)];
  if (one === undefined || other === undefined || one.key !== other.key) return false;
  if (one.values.join() !== other.values.join()) return false;
  const operators = [one.operator, other.operator].sort().join();
  return operators === 'DoesNotExist,Exists' || operators === 'In,NotIn';
}

function soleRequirement(terms: SelectorTerms): (Requirement & { readonly key: string }) | undefined {
  const all = [...requirementsOf(terms)].flatMap(([key, list]) => list.map(each => ({ key, ...each })));
  return all.length === 1 ? all[0] : undefined;
}

/** The namespaces that a selector names; undefined where it names none. */
export function namedNamespaces(terms: SelectorTerms): readonly string[] | undefined {
  const lists = (requirementsOf(terms).get(namespaceKey) ?? []).flatMap(({ operator, values }) =>
    operator === 'In' ? [values] : [],
  );
  const [first, ...rest] = lists;
  return first?.filter(name => rest.every(list => list.includes(name)));
}

/** The requirement of one label by its key: sources of pods' labels are one, and each namespace has its name as label. */
function requirementsOf({ labels, expressions }: SelectorTerms): Map<string, Requirement[]> {
  const found = new Map<string, Requirement[]>();
  const add = (text: string, operator: string, values: readonly string[]) => {
    const { source, key } = splitSource(text);
    const plain = source === 'reserved' ? text : key;
    const name = plain === `${namespaceLabelsKey}.kubernetes.io/metadata.name` ? namespaceKey : plain;
    found.set(name, [...(found.get(name) ?? []), { operator, values }]);
  };
  for (const [key, value] of Object.entries(labels)) add(key, 'In', [value]);
  for (const { key, operator, values = [] } of expressions) add(key, operator, values);
  return found;
}

/** Whoever has a label of pods has no reserved one, and the other way round. */
function impliedBy(key: string, given: ReadonlyMap<string, readonly Requirement[]>): readonly Requirement[] {
  const isPresent = (requirements: readonly Requirement[]) =>
    requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  const present = [...given].filter(([, requirements]) => isPresent(requirements)).map(([name]) => name);
  const isReserved = (name: string) => name.startsWith('reserved:');
  const isOther = present.some(name => isReserved(name) !== isReserved(key));
  if (isReserved(key) && isOther) return [{ operator: 'DoesNotExist', values: [] }];
  if (key === namespaceKey && present.some(name => !isReserved(name))) return [{ operator: 'Exists', values: [] }];
  return [];
}

/** Whether a requirement holds for every label value that the given ones admit. */
function follows({ operator, values }: Requirement, given: readonly Requirement[]): boolean {
  return given.some(each => {
    switch (operator) {
      case 'Exists':
        return each.operator === 'Exists' || each.operator === 'In';
      case 'In':
        return each.operator === 'In' && each.values.every(value => values.includes(value));
      case 'DoesNotExist':
        return each.operator === 'DoesNotExist';
      case 'NotIn':
        if (each.operator === 'In') return !each.values.some(value => values.includes(value));
        return (
          each.operator === 'DoesNotExist' || (each.operator === 'NotIn' && values.every(v => each.values.includes(v)))
        );
      default:
        return false;
    }
  });
}
