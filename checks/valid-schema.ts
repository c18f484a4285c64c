import { compare } from '../model/finding';
import { groupOf, type KubernetesObject, type Manifest } from '../model/manifest';
import type { Misfit } from '../model/structure/misfit';
import { misfits } from '../model/structure/misfits';
import { kindSchemaOf, schemaOf } from '../upstream/schemas/load';
import { check, type Fault } from './check';

export const validSchema = check('valid-schema', 'every object has the form that its kind has', project => [
  ...project.manifests.flatMap(manifest => faultsOf(manifest, project.texts.get(manifest.file) ?? '')),
  ...unknownKinds(project.manifests),
]);

function faultsOf(manifest: Manifest, text: string): Fault[] {
  const { object } = manifest;
  const kind = kindSchemaOf(object);
  const schema = schemaOf(object);
  const namespaced: Fault = {
    in: manifest,
    at: ['metadata', 'namespace'],
    severity: 'warning',
    message: `a \`${object.kind}\` belongs to no namespace`,
    repair: 'remove `namespace`',
  };
  return [
    ...(kind?.scope === 'Cluster' && object.metadata.namespace !== undefined ? [namespaced] : []),
    ...(schema === undefined ? [] : misfits(object, schema)).map(misfit => word(misfit, manifest, text)),
  ];
}

/** YAML 1.1 has more words for `true` and `false` than people know; Kustomize reads YAML 1.2. */
function word({ kind: _, ...misfit }: Misfit, manifest: Manifest, text: string): Fault {
  const line = text.split('\n')[manifest.lineOf(misfit.at) - 1] ?? '';
  const [, written] = /[:-] +(on|off|yes|no|y|n)\s*(?:#.*)?$/i.exec(line) ?? [];
  if (written === undefined) return { in: manifest, ...misfit };
  return {
    in: manifest,
    at: misfit.at,
    severity: 'warning',
    message: `\`${written}\` is a truth value for the API server, and a text for Kustomize`,
    repair: `write \`"${written}"\`, in quotes`,
  };
}

/** Not checked is not the same as right: each kind is told once. */
function unknownKinds(manifests: readonly Manifest[]): Fault[] {
  const unknown = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    if (kindSchemaOf(manifest.object) !== undefined || isOpen(manifest.object)) continue;
    const name = `${groupOf(manifest.object)}/${manifest.object.kind}`;
    unknown.set(name, [...(unknown.get(name) ?? []), manifest]);
  }
  return [...unknown]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, [first, ...others]]) => ({
      in: first!,
      at: ['kind'],
      severity: 'note',
      message: `no schema of \`${name}\` is at hand: ${others.length === 0 ? 'its only object is' : `its ${others.length + 1} objects are`} not checked`,
    }));
}

/** Kinds whose form is no business of a check on files. */
const isOpen = ({ kind }: KubernetesObject) => kind === 'CustomResourceDefinition' || kind === 'Kustomization';
