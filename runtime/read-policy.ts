import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import { readHook } from './hook';
import { children, type Mapping, text, texts } from './mapping';
import { hookSections, type Policy } from './policy';

export function isTracingPolicy({ kind, apiVersion }: KubernetesObject): boolean {
  return apiVersion.startsWith('cilium.io/') && ['TracingPolicy', 'TracingPolicyNamespaced'].includes(kind);
}

/** Reads a TracingPolicy leniently. */
export function readPolicy(manifest: Manifest): Policy {
  const { kind, metadata, spec } = manifest.object;
  const node: Mapping = { path: ['spec'], value: isRecord(spec) ? spec : {} };
  const lists = new Map(children(node, 'lists').map(({ value }) => [text(value.name), texts(value.values)]));
  return {
    manifest,
    name: metadata.name,
    namespace: metadata.namespace,
    isNamespaced: kind === 'TracingPolicyNamespaced',
    spec: node,
    hooks: hookSections.flatMap(section => children(node, section).map(hook => readHook(section, hook, lists))),
  };
}
