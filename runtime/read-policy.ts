import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import { readHook } from './hook';
import { children, type Mapping } from './mapping';
import { hookSections, type Policy } from './policy';

export function isTracingPolicy({ kind, apiVersion }: KubernetesObject): boolean {
  return apiVersion.startsWith('cilium.io/') && ['TracingPolicy', 'TracingPolicyNamespaced'].includes(kind);
}

/** @throws where the manifest is no TracingPolicy. */
export function readPolicy(manifest: Manifest): Policy {
  const { kind, metadata, spec } = manifest.object;
  const node: Mapping = { path: ['spec'], value: isRecord(spec) ? spec : {} };
  return {
    manifest,
    name: metadata.name,
    namespace: metadata.namespace,
    isNamespaced: kind === 'TracingPolicyNamespaced',
    spec: node,
    hooks: hookSections.flatMap(section => children(node, section).map(hook => readHook(section, hook))),
  };
}
