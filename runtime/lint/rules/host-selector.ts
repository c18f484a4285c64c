import { child } from '../../node';
import { error } from '../rule';

export const hostSelector = error('host-selector', ({ spec, isNamespaced }) => {
  const selector = child(spec, 'hostSelector');
  if (selector === undefined) return [];
  const labelled = Object.keys(selector.value).length > 0;
  if (!labelled && !isNamespaced) return [];
  return [
    {
      path: selector.path,
      message: isNamespaced ? 'a policy of a namespace cannot select hosts' : 'hosts have no labels to select by',
      allowed: '`hostSelector: {}` in a TracingPolicy',
      repair: isNamespaced ? 'write a TracingPolicy, or remove `hostSelector`' : 'write `hostSelector: {}`',
    },
  ];
});
