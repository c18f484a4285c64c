import { field, listOf, textOf } from '../../model/fields';
import { isKubernetesObject, isRecord } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { FolderIndex } from '../folders';
import { besides } from '../paths';
import { isTarget } from './patches';
import type { RenderedObject } from './rendered';
import { setAt } from './set-at';

/** Copies fields from one object into others (kubernetes-sigs/kustomize 5.7 api/filters/replacement). */
export function withReplacements(
  objects: readonly RenderedObject[],
  kustomization: unknown,
  folder: string,
  index: FolderIndex,
): readonly RenderedObject[] {
  const replacements = listOf(kustomization, 'replacements').flatMap(entry => {
    const path = textOf(entry, 'path');
    const content = path === undefined ? entry : index.documents.get(besides(folder, path))?.[0]?.value;
    return Array.isArray(content) ? content : [content];
  });
  return replacements.reduce<readonly RenderedObject[]>(replace, objects);
}

function replace(objects: readonly RenderedObject[], replacement: unknown): readonly RenderedObject[] {
  const value = sourceValue(objects, replacement);
  if (value === undefined) return objects;
  const targets = listOf(replacement, 'targets');
  return objects.map(rendered => {
    const object = targets
      .filter(target => isChosen(rendered, target))
      .reduce<unknown>((changed, target) => put(changed, target, value), rendered.manifest.object);
    return isKubernetesObject(object) ? { ...rendered, manifest: { ...rendered.manifest, object } } : rendered;
  });
}

function sourceValue(objects: readonly RenderedObject[], replacement: unknown): unknown {
  const literal = field(replacement, 'sourceValue');
  if (literal !== undefined) return literal;
  const source = field(replacement, 'source');
  if (!isRecord(source)) return undefined;
  const { fieldPath, options, ...select } = source;
  const found = objects.find(({ manifest }) => isTarget(select)(manifest.object));
  const [place] = placesOf(
    found?.manifest.object,
    stepsOf(typeof fieldPath === 'string' ? fieldPath : 'metadata.name'),
  );
  const value = place === undefined ? undefined : field(found?.manifest.object, ...place);
  const delimiter = textOf(options, 'delimiter');
  if (delimiter === undefined || typeof value !== 'string') return value;
  return value.split(delimiter)[Number(field(options, 'index') ?? 0)];
}

const isChosen = ({ manifest: { object } }: RenderedObject, target: unknown) =>
  isTarget(field(target, 'select') ?? {})(object) && !listOf(target, 'reject').some(each => isTarget(each)(object));

function put(object: unknown, target: unknown, value: unknown): unknown {
  const paths = listOf(target, 'fieldPaths').filter(path => typeof path === 'string');
  const options = field(target, 'options');
  const steps = (paths.length === 0 ? ['metadata.name'] : paths).map(stepsOf);
  const places = steps.flatMap(each => {
    const found = placesOf(object, each);
    return found.length === 0 && field(options, 'create') === true ? [each] : found;
  });
  return places.reduce<unknown>(
    (changed, at) => setAt(changed, at, inserted(field(changed, ...at), value, options)),
    object,
  );
}

/** The value as a whole, or as one part of the text that is there. */
function inserted(before: unknown, value: unknown, options: unknown): unknown {
  const delimiter = textOf(options, 'delimiter');
  if (delimiter === undefined || typeof before !== 'string') return value;
  const parts = before.split(delimiter);
  const at = Number(field(options, 'index') ?? 0);
  if (at < 0) return [value, ...parts].join(delimiter);
  if (at >= parts.length) return [...parts, value].join(delimiter);
  return parts.with(at, String(value)).join(delimiter);
}

/** `spec.containers.[name=web].image`; a dot in a key is escaped or in brackets. */
const stepsOf = (path: string): string[] =>
  (path.match(/\[[^\]]*\]|(?:\\.|[^.[\]])+/g) ?? []).map(step =>
    step.startsWith('[') && !step.includes('=') ? step.slice(1, -1) : step.replaceAll(/\\(.)/g, '$1'),
  );

function placesOf(value: unknown, steps: readonly string[], at: readonly Step[] = []): (readonly Step[])[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [at];
  if (Array.isArray(value)) {
    const [, key = '', wanted] = /^\[([^=]*)=(.*)\]$/.exec(step) ?? [];
    return value.flatMap((item, index) => {
      const isMeant =
        wanted === undefined ? step === '*' || step === String(index) : String(field(item, key) ?? item) === wanted;
      return isMeant ? placesOf(item, rest, [...at, index]) : [];
    });
  }
  return isRecord(value) && Object.hasOwn(value, step) ? placesOf(value[step], rest, [...at, step]) : [];
}
