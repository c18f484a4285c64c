import { children, texts } from '../../node';
import { error, onSelectors } from '../rule';

export const namespaceLimits = error(
  'namespace-limits',
  onSelectors(selector => {
    const filters = children(selector, 'matchNamespaces');
    const changes = children(selector, 'matchNamespaceChanges');
    const fault = { allowed: 'up to 10 filters of 4 values, and one on changes', repair: 'remove the rest' };
    return [
      ...filters.slice(10).map(({ path }) => ({ ...fault, path, message: 'more than 10 filters on namespaces' })),
      ...filters
        .filter(({ value }) => texts(value.values).length > 4)
        .map(({ path }) => ({ ...fault, path: [...path, 'values'], message: 'more than 4 namespaces' })),
      ...changes.slice(1).map(({ path }) => ({ ...fault, path, message: 'more than one filter on changes' })),
    ];
  }),
);
