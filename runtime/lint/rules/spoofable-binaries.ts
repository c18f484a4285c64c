import { enforcingActions } from '../../enforcement';
import { children } from '../../node';
import { onSelectors, warning } from '../rule';

/** Paths are those of the caller's own mount namespace. */
export const spoofableBinaries = warning(
  'spoofable-binaries',
  onSelectors((selector, _hook, { spec }) => {
    const enforces = selector.actions.some(({ name }) => enforcingActions.includes(name));
    const bound = spec.value.hostSelector !== undefined || selector.value.matchNamespaces !== undefined;
    if (!enforces || bound) return [];
    return children(selector, 'matchBinaries')
      .filter(({ value }) => String(value.operator).startsWith('Not'))
      .map(({ path }) => ({
        path,
        message: 'any container can have a binary at the paths that are spared, and is spared then',
        allowed: 'spared paths on the host alone, by `hostSelector` or `matchNamespaces`',
        repair: 'select pods instead: leave out the namespaces that may',
      }));
  }),
);
