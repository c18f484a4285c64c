import type { KubernetesObject } from '../../model/manifest';
import type { ObjectSchema, Schema } from '../../model/schema';
import type { Unevaluated } from '../../model/structure/rules';
import type { Violation } from '../../model/structure/violation';
import { violations } from '../../model/structure/violations';
import { kubernetesViolations } from './kubernetes/all';
import { metadataViolations } from './metadata';

export interface ObjectReport {
  readonly violations: readonly Violation[];
  /** Rules that could not be evaluated. */
  readonly unevaluated: readonly Unevaluated[];
}

/**
 * Everything for which an API server refuses an object on its own, in the server's order: rules over values are judged
 * where the structure is right.
 */
export function judgeObject(object: KubernetesObject, schema: ObjectSchema): ObjectReport {
  const structure = violations(object, schema);
  const own = metadataViolations(object, schema.scope);
  if (schema.builtIn) {
    // The validation reads values of the right types.
    const found = structure.some(({ kind }) => kind === 'type') ? [] : kubernetesViolations(object);
    return { violations: onePerPlace([...structure, ...own, ...found]), unevaluated: [] };
  }
  if (structure.length > 0 || !hasRules(schema.root))
    return { violations: onePerPlace([...structure, ...own]), unevaluated: [] };
  // Loaded where it is needed: few kinds have rules.
  const { brokenRules } = require('../../model/structure/rules') as typeof import('../../model/structure/rules');
  const report = brokenRules(object, schema.root);
  return { violations: [...own, ...report.violations], unevaluated: report.unevaluated };
}

/** The schema and the validation may refuse the same value. */
function onePerPlace(found: readonly Violation[]): Violation[] {
  const places = found.map(({ at }) => JSON.stringify(at));
  return found.filter((_, index) => places.indexOf(places[index]!) === index);
}

const known = new WeakMap<Schema, boolean>();

function hasRules(schema: Schema): boolean {
  const found =
    known.get(schema) ??
    (schema['x-kubernetes-validations'] !== undefined ||
      Object.values(schema.properties ?? {}).some(hasRules) ||
      (schema.items !== undefined && hasRules(schema.items)) ||
      (typeof schema.additionalProperties === 'object' && hasRules(schema.additionalProperties)));
  known.set(schema, found);
  return found;
}
