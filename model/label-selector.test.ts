import { selects } from './label-selector';

const labels = { app: 'api', tier: 'gold' };

test.each([
  [{}, true],
  [{ matchLabels: { app: 'api', tier: 'gold' } }, true],
  [{ matchLabels: { app: 'api', tier: 'lead' } }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'db'] }] }, true],
  [{ matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] }, false],
  [{ matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] }, true],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, true],
  [{ matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] }, true],
  [{ matchLabels: { app: 'api' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
  [{ matchExpressions: [{ key: 'app', operator: 'Equals', values: ['api'] }] }, false],
])('%j selects app=api,tier=gold: %s', (selector, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});
