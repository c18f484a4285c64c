import { explainRule } from '../../policy/lint/rule';
import { lintRules } from '../../policy/lint/rules';

/** The pages about lint rules, by file name. */
export function lintPages(): Map<string, string> {
  const pages = lintRules.map(rule => [`${rule.code}.md`, `${explainRule(rule)}\n`] as const);
  return new Map([['README.md', indexPage()], ...pages]);
}

function indexPage(): string {
  const rows = lintRules.map(({ code, severity, title }) => `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`);
  return `# Lint rules

\`npx infraflux lint DIR\` finds what Cilium accepts and nobody means. What Cilium refuses it tells as well, under codes that say what is wrong with which field; no annotation lifts those.

| rule | severity | finds |
| --- | --- | --- |
${rows.join('\n')}

To live with a finding, annotate the object and say why: \`infraflux.dev/ignore: "CODE: REASON"\`, one on each line.
`;
}
