import { codeBlock, join } from './markdown';
import type { RuleText } from './rule';

/** What is explained: findings of the reader itself have no examples. */
export type ExplainedRule = Omit<RuleText, 'wrong' | 'right'> &
  Partial<Pick<RuleText, 'wrong' | 'right'>> & {
    /** @default that of its rule set */
    readonly canBeSuppressed?: boolean;
  };

/** The page of a rule in Markdown, which `--explain` prints and `docs/rules/` holds. */
export function explainRule(
  { code, severity, title, why, wrong, right, source, holdsFor, ...rule }: ExplainedRule,
  canBeSuppressed = true,
): string {
  return join(
    `# ${code}`,
    '## What it finds',
    `${title}. Severity: ${severity}.`,
    '## Why it matters',
    why,
    ...section('Wrong', wrong && yaml(wrong)),
    ...section('Right', right && yaml(right)),
    ...section('Versions', holdsFor && `${holdsFor}.`),
    ...section('Source', source && `${source}.`),
    ...section(
      'Suppress it',
      (rule.canBeSuppressed ?? canBeSuppressed) ? suppressionOf(code) : 'Findings of this rule cannot be suppressed.',
    ),
  );
}

const suppressionOf = (code: string) =>
  join(
    'Write a comment on the line, above the line or above the object, with the reason and, if you like, the last day:',
    yaml(`# infraflux-ignore ${code}: REASON (until 2027-03-31)`),
    `Or annotate the object: \`infraflux.dev/ignore: "${code}: REASON"\`.`,
  );

const section = (title: string, text: string | undefined) => (text ? [`## ${title}`, text] : []);
const yaml = (text: string) => codeBlock('yaml', text.trim());
