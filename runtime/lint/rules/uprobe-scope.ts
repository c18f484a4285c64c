import { warning } from '../rule';

export const uprobeScope = warning('uprobe-scope', ({ spec, hooks, isNamespaced }) => {
  const probe = hooks.find(({ section }) => section === 'uprobes' || section === 'usdts');
  const scoped = isNamespaced || spec.value.podSelector !== undefined || spec.value.containerSelector !== undefined;
  if (probe === undefined || !scoped) return [];
  return [
    {
      path: [...spec.path, probe.section],
      message: `\`${probe.section}\` ignore the scope in Tetragon 1.7: they report every process (fixed after the release)`,
      allowed: 'uprobes over the whole cluster',
      repair: 'filter by `matchBinaries`, or use a kprobe',
    },
  ];
});
