import type { Cluster } from '../../config/schema/cluster';
import { sh } from '../../model/shell';
import { privateFolder } from '../secrets/commands';

/** Files that the commands name, relative to the root of the repository, where they are run. */
export function pathsOf({ name }: Cluster) {
  const dist = `dist/${name}`;
  return {
    /** What is secret or made from secrets; Git ignores it. */
    private: `${privateFolder}/${name}`,
    bootstrap: `${dist}/bootstrap`,
    namespaces: `${dist}/namespaces/namespaces.k8s.yaml`,
    argocdValues: `${dist}/argocd/values.yaml`,
    root: `gitops/argocd/root/${name}.yaml`,
  };
}

/**
 * As Argo CD applies: the same bytes by the same field manager, so that it later finds nothing to change
 * (`argo-cd 3.5 docs/user-guide/sync-options.md`, "Server-Side Apply").
 */
export const apply = sh`kubectl apply --server-side --force-conflicts --field-manager=argocd-controller`;
