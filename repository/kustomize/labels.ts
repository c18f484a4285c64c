import { field, listOf, recordOf, textsOf } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import { own } from '../../model/own';
import type { Step } from '../../model/yaml';
import { templatePaths } from '../../policy/workloads';
import type { RenderedObject } from './rendered';
import { isSet, setAt } from './set-at';

/** Labels that a kustomization gives to all objects, and whether their selectors and pods get them too. */
interface Labels {
  readonly pairs: Readonly<Record<string, string>>;
  readonly selectors: boolean;
  readonly templates: boolean;
}

/** Gives all objects the labels and annotations of their kustomization. */
export function withLabels(objects: readonly RenderedObject[], kustomization: unknown): readonly RenderedObject[] {
  const all: Labels[] = [
    { pairs: textsOf(kustomization, 'commonLabels'), selectors: true, templates: true },
    ...listOf(kustomization, 'labels').map(entry => {
      const selectors = field(entry, 'includeSelectors') === true;
      const templates = selectors || field(entry, 'includeTemplates') === true;
      return { pairs: textsOf(entry, 'pairs'), selectors, templates };
    }),
  ].filter(({ pairs }) => Object.keys(pairs).length > 0);
  const annotations = textsOf(kustomization, 'commonAnnotations');
  if (all.length + Object.keys(annotations).length === 0) return objects;
  const at = ['metadata', 'annotations'];
  return objects.map(rendered => {
    const labelled = all.reduce(label, rendered.manifest.object);
    const object = setAt(labelled, at, { ...recordOf(labelled, ...at), ...annotations });
    return { ...rendered, manifest: { ...rendered.manifest, object } };
  });
}

function label(object: KubernetesObject, { pairs, selectors, templates }: Labels): KubernetesObject {
  const paths: (readonly Step[])[] = [
    ['metadata', 'labels'],
    ...(templates ? templateLabels(object) : []),
    ...(selectors ? selectorsOf(object) : []),
  ];
  return paths.reduce((labelled, at) => setAt(labelled, at, { ...recordOf(labelled, ...at), ...pairs }), object);
}

function templateLabels({ kind }: KubernetesObject): (readonly Step[])[] {
  const path = own(templatePaths, kind);
  return path === undefined || path.length === 0 ? [] : [[...path, 'metadata', 'labels']];
}

/** Selectors that Kustomize extends (api/internal/konfig/builtinpluginconsts/commonlabels.go). */
function selectorsOf(object: KubernetesObject): (readonly Step[])[] {
  switch (object.kind) {
    case 'Service':
      return isSet(object, ['spec', 'selector']) ? [['spec', 'selector']] : [];
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
      return [['spec', 'selector', 'matchLabels']];
    case 'PodDisruptionBudget':
      return isSet(object, ['spec', 'selector', 'matchLabels']) ? [['spec', 'selector', 'matchLabels']] : [];
    case 'NetworkPolicy':
      return isSet(object, ['spec', 'podSelector', 'matchLabels']) ? [['spec', 'podSelector', 'matchLabels']] : [];
    default:
      return [];
  }
}
