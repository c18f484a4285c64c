import { codeBlock, table } from '../model/markdown';
import type { Alert } from './alerts/alert';

const byHand = { from: '<!-- by hand from here -->', to: '<!-- to here -->' } as const;

/** The sections that people write, in order. */
export const sections = ['What it means', 'What to run', 'How to fix it'] as const;

/** The part of a page between the marks, which people write. */
export function handwritten(page: string): string | undefined {
  const [, rest] = page.split(`${byHand.from}\n`);
  return rest?.split(`${byHand.to}\n`)[0];
}

/** The page of an alert, which may have several severities: Markdown, with the handwritten part between the marks. */
export function runbookPage(alerts: readonly Alert[], written: string): string {
  const [{ name, team, description }] = alerts as [Alert];
  return [
    `# ${name}`,
    '',
    description,
    '',
    table(
      ['Severity', 'Team', 'Fires after'],
      alerts.map(alert => [alert.severity, team, alert.for]),
    ),
    '',
    ...alerts.flatMap(({ expr }) => [codeBlock('promql', folded(expr)), '']),
    'The commands use the variables and functions of [your cluster](README.md#before-you-start) and the labels of the alert.',
    '',
    byHand.from,
    `${written.trim()}`,
    byHand.to,
    '',
    '## How to silence it',
    '',
    'Silence it only while you work on it, with your name and the reason. Add labels so that other places can still alert.',
    '',
    codeBlock(
      'bash',
      `amtool silence add --alertmanager.url="$ALERTMANAGER" --author="$USER" --duration=2h --comment='why' alertname=${name}`,
    ),
    '',
  ].join('\n');
}

/** A long expression on several lines, without the names and the number of policies. */
export function folded(expr: string): string {
  return expr
    .replaceAll(/policy=~"[^"]+"/g, 'policy=~"…"')
    .replace(/(tetragon_tracingpolicy_loaded\{state="enabled"\}\) <) \d+/, '$1 …')
    .replaceAll(/ (or|and|unless) (?=max|sum|absent|\()/g, '\n$1 ');
}
