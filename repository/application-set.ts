import { field, textOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import { isRecord } from '../model/manifest';
import { overlay } from '../model/overlay';
import { parseYaml, type Step, YamlSyntaxError } from '../model/yaml';
import { type Application, readApplication } from './application';
import { fillWith } from './application-sets/fill';
import { generatedBy } from './application-sets/generators';
import { renderGoTemplate, TemplateError } from './application-sets/go-template';
import type { FolderIndex } from './folders';

/** The Applications that an ApplicationSet makes. */
export interface ApplicationSet {
  readonly applications: readonly Application[];
  /** Generators and templates that could not be evaluated here: more Applications may come from them. */
  readonly unevaluated: readonly { readonly at: readonly Step[]; readonly name: string }[];
}

export function readSet(manifest: Manifest, index: FolderIndex): ApplicationSet {
  const spec = field(manifest.object, 'spec');
  const policy = field(spec, 'syncPolicy');
  // The finalizer is the set's doing, not the template's (argo-cd 3.5 docs/operator-manual/applicationset).
  const cascades =
    field(policy, 'preserveResourcesOnDeletion') !== true &&
    !['create-only', 'create-update'].includes(textOf(policy, 'applicationsSync') ?? '');
  const { sets, unevaluated } = generatedBy(spec, index);
  const fill = fillWith(field(spec, 'goTemplate') === true);
  const results = sets.map(({ parameters, template }) => {
    try {
      const whole = fill(withGaps(field(spec, 'template'), template), parameters);
      const patch = textOf(spec, 'templatePatch');
      return patch === undefined ? whole : overlay(whole, parseYaml(renderGoTemplate(patch, parameters))[0]?.value);
    } catch (error) {
      if (!(error instanceof TemplateError || error instanceof YamlSyntaxError)) throw error;
      return undefined;
    }
  });
  return {
    applications: results
      .filter(isRecord)
      .map(each => ({ ...applicationOf(each, manifest), cascades, generated: true })),
    unevaluated: results.includes(undefined)
      ? [...unevaluated, { at: ['spec', 'template'], name: 'template' }]
      : unevaluated,
  };
}

/** A generator's template overrides that of the set where it says anything. */
function withGaps(template: unknown, own: unknown): unknown {
  if (isRecord(template) && isRecord(own))
    return Object.fromEntries(
      [...new Set([...Object.keys(template), ...Object.keys(own)])].map(key => [
        key,
        withGaps(template[key], own[key]),
      ]),
    );
  return own === undefined || own === '' || own === null ? template : own;
}

function applicationOf(template: Record<string, unknown>, manifest: Manifest): Application {
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: textOf(template, 'metadata', 'name') ?? '',
      namespace: textOf(manifest.object.metadata, 'namespace'),
      annotations: field(template, 'metadata', 'annotations') as Record<string, string> | undefined,
    },
    spec: template.spec,
  };
  const lineOf = ([first, ...rest]: readonly Step[]) =>
    manifest.lineOf(first === 'spec' ? ['spec', 'template', 'spec', ...rest] : ['spec', 'template']);
  return readApplication({ object, file: manifest.file, lineOf });
}
