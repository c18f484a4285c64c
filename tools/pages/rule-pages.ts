import { type RuleSet, ruleSets } from '../../cli/rule-sets';
import { codeBlock, join, table } from '../../model/markdown';
import { explainRule } from '../../model/rule-page';

/** The pages about rules, by their path below `docs/rules/`: one for each rule, one for each set, and one for all. */
export function rulePages(): Map<string, string> {
  const pages = ruleSets.flatMap(set => [
    [`${set.name}/README.md`, setPage(set)] as const,
    ...set.load().map(rule => [`${set.name}/${rule.code}.md`, `${explainRule(rule, set.canBeSuppressed)}\n`] as const),
  ]);
  return new Map([['README.md', indexPage()], ...pages]);
}

function setPage({ title, about, load }: RuleSet): string {
  const rows = load().map(({ code, severity, title }) => [`[\`${code}\`](${code}.md)`, severity, title]);
  return `${join(`# ${title}`, about, table(['Rule', 'Severity', 'Finds'], rows), '[All rules](../README.md)')}\n`;
}

function indexPage(): string {
  const rows = ruleSets.map(set => [
    `[${set.title}](${set.name}/README.md)`,
    commandOf(set),
    String(set.load().length),
  ]);
  return `${join('# Rules', table(['Set', 'Command', 'Rules'], rows), ...text)}\n`;
}

function commandOf({ command }: RuleSet): string {
  if (command === undefined) return 'every command';
  return command === 'synth' ? '`npm run synth`' : `\`npx infraflux ${command}\``;
}

const text = [
  'Errors and warnings make a command exit with 3; notes do not. Each rule has a page with an example that is wrong and one that is right; tests hold both. `--explain CODE` prints the same page.',
  '## Suppress a finding',
  'Write a comment on the line of the finding, on the line above it, or above the object. The reason is required; the last day is optional, and from the day after it the suppression itself is an error:',
  codeBlock('yaml', '# infraflux-ignore no-floating-versions: the image is rebuilt every night (until 2027-03-31)'),
  'An annotation does the same for its whole object, one code on each line, and also works in JSON:',
  codeBlock(
    'yaml',
    'metadata:',
    '  annotations:',
    '    infraflux.dev/ignore: "no-floating-versions: the image is rebuilt every night"',
  ),
  'A suppression with an unknown code, without a reason, or with a date that has passed is an error, and one without effect is a note. What is suppressed is listed at the end of a report.',
  '## Start with a repository that has findings',
  '`--write-baseline FILE` writes all errors and warnings of a run to a file, and `--baseline FILE` accepts them from then on: only new findings fail. A baseline names code, file, path and culprit of each finding, but no lines, so edits elsewhere in a file change nothing. Entries that no longer occur are noted; delete them, so that the finding cannot come back unnoticed.',
];
