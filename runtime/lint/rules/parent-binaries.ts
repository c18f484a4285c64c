import { onSelectors, warning, when } from '../rule';

export const parentBinaries = warning(
  'parent-binaries',
  onSelectors(({ path, value }) =>
    when(value.matchParentBinaries !== undefined, {
      path: [...path, 'matchParentBinaries'],
      message: 'agents refuse filters on the parent unless they were started with `parents-map-enabled`',
      allowed: 'the Helm value `tetragon.extraArgs: {parents-map-enabled: "true"}`',
      repair: 'start the agent with it, or filter by `matchBinaries`',
    }),
  ),
);
