import { children, text } from '../../node';
import { error } from '../rule';

/** `tetragon 1.7 pkg/sensors/tracing/options.go`. */
const known = ['disable-kprobe-multi', 'disable-uprobe-multi', 'override-method', 'policy-mode'];

export const unknownOption = error('unknown-option', ({ spec }) =>
  children(spec, 'options')
    .filter(({ value }) => !known.includes(text(value.name)))
    .map(({ path, value }) => {
      const near = known.find(option => option.split('-').some(word => text(value.name).toLowerCase().includes(word)));
      return {
        path: [...path, 'name'],
        message: `the option \`${text(value.name)}\` is ignored silently${near === 'policy-mode' ? ': the policy enforces' : ''}`,
        allowed: known.map(name => `\`${name}\``).join(', '),
        repair: near === undefined ? 'remove it' : `did you mean \`${near}\`?`,
      };
    }),
);
