import { children, texts } from '../../node';
import { onSelectors, warning } from '../rule';

export const hostPidNamespace = warning(
  'host-pid-namespace',
  onSelectors(selector =>
    children(selector, 'matchNamespaces')
      .filter(
        ({ value }) =>
          value.namespace === 'Pid' && value.operator === 'NotIn' && texts(value.values).includes('host_ns'),
      )
      .map(({ path }) => ({
        path,
        message: 'pods with `hostPID` are missed, and events of hosts are reported to leak (tetragon#3605)',
        allowed: '`podSelector: {}` for all pods',
        repair: 'remove the filter, and write `podSelector: {}` in `spec`',
      })),
  ),
);
