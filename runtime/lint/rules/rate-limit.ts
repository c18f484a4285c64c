import { error, onActions } from '../rule';

export const rateLimit = error(
  'rate-limit',
  onActions(({ path, value, name }) => {
    const limit = value.rateLimit;
    if (limit === undefined || limit === '') return [];
    const fault = { path: [...path, 'rateLimit'], allowed: 'a whole number with `s`, `m`, `h` or nothing, on `Post`' };
    if (name !== 'Post')
      return [
        { ...fault, message: `\`${name}\` has a rate limit, and only \`Post\` can`, repair: 'move it to `Post`' },
      ];
    if (/^\d+[smh]?$/i.test(String(limit))) return [];
    return [{ ...fault, message: `the rate limit \`${limit}\` is invalid`, repair: 'write it like `5m`' }];
  }),
);
