/** Annotations by which Argo CD decides how to treat an object (`argo-cd 3.5 docs/user-guide/sync-options.md`). */

/** Step inside the layer: lower ones are applied and healthy before higher ones. A chart's own objects are in wave 0. */
export const syncWave = (wave: number) => ({ 'argocd.argoproj.io/sync-wave': `${wave}` });

/** The object survives its Application and its removal from Git: only a person deletes it. */
export const neverPruned = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };

/** The object's CRD may not exist yet when the layer is compared: an operator registers it at run time. */
export const crdMayBeMissing = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };

/** The object's health does not count for its Application: later layers do not wait for it. */
export const healthIgnored = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };
