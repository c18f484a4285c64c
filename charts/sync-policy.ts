/** How Argo CD keeps an Application in sync. Without `prune` it leaves what Git drops. */
export function syncPolicy(prune: boolean) {
  return {
    automated: { prune, selfHeal: true, allowEmpty: false },
    syncOptions: [
      'ServerSideApply=true',
      'FailOnSharedResource=true',
      'ApplyOutOfSyncOnly=true',
      'PruneLast=true',
      'RespectIgnoreDifferences=true',
    ],
    // A bounded retry that picks up new commits: an endless one would keep applying the revision that failed.
    retry: { limit: 10, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
  };
}
