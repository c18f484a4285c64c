import type { Alert } from './alerts/alert';

const byHand = { from: '<!-- by hand from here -->', to: '<!-- to here -->' } as const;

/** The sections that people write, in order. */
export const sections = ['What it means', 'What to run', 'How to mend it'] as const;

/** What people wrote between the marks of a page. */
export function handwritten(page: string): string | undefined {
  const [, rest] = page.split(`${byHand.from}\n`);
  return rest?.split(`${byHand.to}\n`)[0];
}

/** The page of an alert, which may have several severities: Markdown, with what people wrote between the marks. */
export function runbookPage(alerts: readonly Alert[], written: string): string {
  const [{ name, team, description }] = alerts as [Alert];
  return [
    `# ${name}`,
    '',
    description,
    '',
    '| severity | team | fires when this has lasted |',
    '|---|---|---|',
    ...alerts.map(alert => `| ${alert.severity} | ${team} | ${alert.for} |`),
    '',
    ...alerts.flatMap(({ expr }) => ['```promql', folded(expr), '```', '']),
    'The commands use variables and functions of [your cluster](README.md#before-you-start) and the labels of the alert.',
    '',
    byHand.from,
    `${written.trim()}`,
    byHand.to,
    '',
    '## How to silence it',
    '',
    'For as long as you work on it, with your name and the reason; add labels to keep other places loud.',
    '',
    '```bash',
    `amtool silence add --alertmanager.url="$ALERTMANAGER" --author="$USER" --duration=2h --comment='why' alertname=${name}`,
    '```',
    '',
  ].join('\n');
}

/** Long expressions on several lines, broken where they are joined; the names and number of policies are left out. */
export function folded(expr: string): string {
  return expr
    .replaceAll(/policy=~"[^"]+"/g, 'policy=~"…"')
    .replace(/(tetragon_tracingpolicy_loaded\{state="enabled"\}\) <) \d+/, '$1 …')
    .replaceAll(/ (or|and|unless) (?=max|sum|absent|\()/g, '\n$1 ');
}
