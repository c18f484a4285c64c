import { field, selectorOf, textOf, textsOf } from '../../model/fields';
import { selects } from '../../model/label-selector';
import type { KubernetesObject } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import { flattened } from './files';
import type { Parameters } from './fill';
import { normalized } from './go-functions';

/** A cluster that Argo CD deploys to, as its Secret describes it. */
interface TargetCluster {
  readonly name: string;
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const local: TargetCluster = {
  name: 'in-cluster',
  server: 'https://kubernetes.default.svc',
  labels: {},
  annotations: {},
};

/**
 * The clusters that a `clusters` generator selects: those whose Secrets are written with literal values, and without a
 * selector the one that Argo CD runs in (argo-cd 3.5 applicationset/generators/cluster.go).
 */
export function fromClusters(generator: unknown, index: FolderIndex, isGo: boolean): Parameters[] {
  const selector = selectorOf(field(generator, 'selector'));
  const isOpen = Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
  const written = [...index.manifests.values()].flat().flatMap(({ object }) => clusterOf(object));
  const own = isOpen && !written.some(({ server }) => server === local.server) ? [local] : [];
  return [...own, ...written.filter(({ labels }) => isOpen || selects(selector, labels))].map(
    ({ name, server, labels, annotations }) => {
      const parameters = { name, nameNormalized: normalized(name), server, metadata: { labels, annotations } };
      return isGo ? parameters : flattened(parameters);
    },
  );
}

/** Secrets, and what becomes one: an ExternalSecret and a SealedSecret have a template. */
function clusterOf(object: KubernetesObject): TargetCluster[] {
  const template =
    object.kind === 'Secret'
      ? object
      : object.kind === 'ExternalSecret'
        ? field(object, 'spec', 'target', 'template')
        : object.kind === 'SealedSecret'
          ? field(object, 'spec', 'template')
          : undefined;
  const labels = textsOf(template, 'metadata', 'labels');
  if (labels['argocd.argoproj.io/secret-type'] !== 'cluster') return [];
  const value = (key: string) => {
    const encoded = object.kind === 'Secret' ? textOf(object, 'data', key) : textOf(template, 'data', key);
    const plain = textOf(template, 'stringData', key);
    const text = plain ?? (object.kind === 'Secret' && encoded !== undefined ? decoded(encoded) : encoded);
    return text === undefined || text.includes('{{') ? undefined : text;
  };
  const [name, server] = [value('name'), value('server')];
  if (name === undefined || server === undefined) return [];
  return [{ name, server, labels, annotations: textsOf(template, 'metadata', 'annotations') }];
}

const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8');
