import { children, text } from '../../node';
import { error } from '../rule';

const allowed: Readonly<Record<string, readonly string[]>> = {
  'policy-mode': ['enforce', 'monitor'],
  'override-method': ['fmod-ret', 'override-return'],
  'disable-kprobe-multi': ['1', 'true', '0', 'false'],
  'disable-uprobe-multi': ['1', 'true', '0', 'false'],
};

export const invalidOptionValue = error('invalid-option-value', ({ spec }) =>
  children(spec, 'options').flatMap(({ path, value }) => {
    const choices = allowed[text(value.name)];
    if (choices === undefined || choices.includes(text(value.value))) return [];
    return [
      {
        path: [...path, 'value'],
        message: `\`${value.name}\` cannot be \`${value.value}\`: the policy is refused`,
        allowed: choices.map(choice => `\`${choice}\``).join(', '),
        repair: 'write one of them, in quotes',
      },
    ];
  }),
);
