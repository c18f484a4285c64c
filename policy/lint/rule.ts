import type { Rule } from '../../model/rule';

/** The explanation page of a rule, in Markdown. */
export function explainRule({ code, title, why, wrong, right }: Rule<never>): string {
  const block = (yaml: string) => `\`\`\`yaml\n${yaml.trim()}\n\`\`\``;
  return [`# ${code}`, '', `${title}.`, '', why, '', 'Wrong:', '', block(wrong), '', 'Right:', '', block(right)].join(
    '\n',
  );
}
