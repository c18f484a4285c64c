import type { KubernetesObject } from '../../model/manifest';
import type { ObjectSchema, Schema } from '../../model/schema';
import type { Misfit } from '../../model/structure/misfit';
import { misfits } from '../../model/structure/misfits';
import type { Unevaluated } from '../../model/structure/rules';
import { kubernetesMisfits } from './kubernetes/all';
import { metadataMisfits } from './metadata';

export interface ObjectReport {
  readonly misfits: readonly Misfit[];
  /** Rules that could not be evaluated. */
  readonly unevaluated: readonly Unevaluated[];
}

/**
 * Everything for which an API server refuses an object on its own, in the server's order: rules over values are judged
 * where the structure is right.
 */
export function judgeObject(object: KubernetesObject, schema: ObjectSchema): ObjectReport {
  const structure = misfits(object, schema);
  const own = metadataMisfits(object, schema.scope);
  if (schema.builtIn) {
    // The validation reads values of the right types.
    const found = structure.some(({ kind }) => kind === 'type') ? [] : kubernetesMisfits(object);
    return { misfits: onePerPlace([...structure, ...own, ...found]), unevaluated: [] };
  }
  if (structure.length > 0 || !hasRules(schema.root))
    return { misfits: onePerPlace([...structure, ...own]), unevaluated: [] };
  // Loaded where it is needed: few kinds have rules.
  const { brokenRules } = require('../../model/structure/rules') as typeof import('../../model/structure/rules');
  const report = brokenRules(object, schema.root);
  return { misfits: [...own, ...report.misfits], unevaluated: report.unevaluated };
}

/** The schema and the validation may refuse the same value. */
function onePerPlace(found: readonly Misfit[]): Misfit[] {
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
