import { field, listOf, recordOf, selectorOf, textOf } from '../../model/fields';
import { selects } from '../../model/label-selector';
import { isRecord } from '../../model/manifest';
import { overlay } from '../../model/overlay';
import { parseYaml, type Step, YamlSyntaxError } from '../../model/yaml';
import type { FolderIndex } from '../folders';
import { fromClusters } from './clusters';
import { flattened, fromGit } from './files';
import { type Fill, fillWith, type Parameters } from './fill';
import { TemplateError } from './go-template';

/** What generators give, and those that ask something outside these files: a plugin, a Git host, other clusters. */
export interface Generated {
  readonly sets: readonly GeneratedSet[];
  readonly unevaluated: readonly { readonly at: readonly Step[]; readonly name: string }[];
}

interface GeneratedSet {
  readonly parameters: Parameters;
  /** Where the generator adds to the template of the set. */
  readonly template?: unknown;
}

interface Context {
  readonly index: FolderIndex;
  readonly isGo: boolean;
  readonly fill: Fill;
}

/** Everything that the generators of an ApplicationSet give, each with all of its parameters. */
export function generatedBy(spec: unknown, index: FolderIndex): Generated {
  const isGo = field(spec, 'goTemplate') === true;
  const context: Context = { index, isGo, fill: fillWith(isGo) };
  return joined(listOf(spec, 'generators').map((each, at) => oneOf(each, ['spec', 'generators', at], {}, context)));
}

function joined(parts: readonly Generated[]): Generated {
  return {
    sets: parts.flatMap(({ sets }) => sets),
    unevaluated: parts.flatMap(({ unevaluated }) => unevaluated),
  };
}

/** `above` are the parameters of the generator before it in a matrix. */
function oneOf(written: unknown, at: readonly Step[], above: Parameters, context: Context): Generated {
  const name = Object.keys(recordOf(written)).find(key => key !== 'selector') ?? 'empty';
  const none = { sets: [], unevaluated: [{ at: [...at, name], name }] };
  let generator: unknown;
  try {
    generator = Object.keys(above).length === 0 ? written : filled(written, above, context);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return none;
  }
  const own = field(generator, name);
  const generated = ((): Generated => {
    switch (name) {
      case 'list':
        return known(elementsOf(own).map(each => (context.isGo ? each : flattened(each))));
      case 'git': {
        const sets = known(withValues(fromGit(own, context.index, context.isGo), own, context));
        // Where nothing fits, the generator reads another repository.
        return sets.sets.length === 0 ? none : sets;
      }
      case 'clusters': {
        const sets = known(withValues(fromClusters(own, context.index, context.isGo), own, context));
        // Clusters are usually added by commands, which leave nothing in these files.
        return isEmptySelector(own) && sets.sets.length > 1 ? sets : { ...sets, unevaluated: none.unevaluated };
      }
      case 'matrix':
        return matrixOf(own, [...at, name], above, context);
      case 'merge':
        return mergeOf(own, [...at, name], above, context);
      default:
        return none;
    }
  })();
  const template = field(own, 'template');
  const selector = field(generator, 'selector');
  const sets = generated.sets.filter(
    ({ parameters }) => selector === undefined || selects(selectorOf(selector), texts(flattened(parameters))),
  );
  return { ...generated, sets: template === undefined ? sets : sets.map(set => ({ ...set, template })) };
}

/** Templates of Applications are filled in last, with everything. */
function filled(written: unknown, above: Parameters, { fill }: Context): unknown {
  const without = (value: unknown): unknown => {
    if (!isRecord(value)) return value;
    const { template: _, ...rest } = value;
    return rest;
  };
  const own = Object.entries(recordOf(written)).map(([key, value]) => {
    const inner = recordOf(fill(without(value), above));
    return [key, field(value, 'template') === undefined ? inner : { ...inner, template: field(value, 'template') }];
  });
  return Object.fromEntries(own);
}

const known = (sets: readonly Parameters[]): Generated => ({
  sets: sets.map(parameters => ({ parameters })),
  unevaluated: [],
});

function elementsOf(list: unknown): Parameters[] {
  const text = textOf(list, 'elementsYaml');
  if (text === undefined) return listOf(list, 'elements').filter(isRecord);
  try {
    return listOf({ elements: parseYaml(text)[0]?.value }, 'elements').filter(isRecord);
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return [];
  }
}

/** `values` of a generator, which may use its own parameters. */
function withValues(sets: readonly Parameters[], generator: unknown, { isGo, fill }: Context): Parameters[] {
  const values = field(generator, 'values');
  if (!isRecord(values)) return [...sets];
  return sets.flatMap(parameters => {
    try {
      const own = fill(values, parameters);
      return [{ ...parameters, ...(isGo ? { values: own } : flattened({ values: own })) }];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [];
    }
  });
}

const isEmptySelector = (generator: unknown) => Object.keys(recordOf(generator, 'selector')).length === 0;

/** Each set of the first with each of the second, which may use the first. */
function matrixOf(matrix: unknown, at: readonly Step[], above: Parameters, context: Context): Generated {
  const [first, second] = listOf(matrix, 'generators');
  const outer = oneOf(first, [...at, 'generators', 0], above, context);
  const inner = outer.sets.map(({ parameters }) => {
    const generated = oneOf(second, [...at, 'generators', 1], { ...above, ...parameters }, context);
    return {
      ...generated,
      sets: generated.sets.map(set => ({ ...set, parameters: overlay(parameters, set.parameters) as Parameters })),
    };
  });
  const all = joined(inner);
  return { sets: all.sets, unevaluated: [...outer.unevaluated, ...distinct(all.unevaluated)] };
}

/** The sets of the first generator, overlaid by those of the others that have the same values under the keys. */
function mergeOf(merge: unknown, at: readonly Step[], above: Parameters, context: Context): Generated {
  const keys = listOf(merge, 'mergeKeys').map(String);
  const [base, ...others] = listOf(merge, 'generators').map((each, index) =>
    oneOf(each, [...at, 'generators', index], above, context),
  );
  const idOf = ({ parameters }: GeneratedSet) => {
    const flat = flattened(parameters);
    return JSON.stringify(keys.map(key => flat[key]));
  };
  const sets = (base?.sets ?? []).map(set => {
    const same = others.flatMap(other => other.sets.filter(each => idOf(each) === idOf(set)));
    const layers = [set, ...same].map(({ parameters }) => parameters);
    return { ...set, parameters: layers.reduce((below, above) => overlay(below, above) as Parameters) };
  });
  return { sets, unevaluated: [base, ...others].flatMap(each => each?.unevaluated ?? []) };
}

const distinct = (found: Generated['unevaluated']) => [
  ...new Map(found.map(each => [JSON.stringify(each.at), each])).values(),
];

const texts = (flat: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(flat).map(([key, value]) => [key, String(value)]));
