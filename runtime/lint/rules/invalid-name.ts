import { error, when } from '../rule';

export const invalidName = error('invalid-name', ({ name }) =>
  when(name.length > 253 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name), {
    path: ['metadata', 'name'],
    message: `\`${name}\` is no DNS subdomain`,
    allowed: 'lower-case letters, digits, `-` and `.`, at most 253',
    repair: `did you mean \`${name.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}\`?`,
  }),
);
