import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Alert } from '../observability/alerts/alert';
import type { AlertCase, Samples } from '../observability/alerts/alert-case';

/** Runs a command on files that live as long as it does; arguments refer to them by name. */
export function runOn(files: Readonly<Record<string, string>>, command: string, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'infraflux-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tests of one alert, which may have several severities, in the format of `promtool test rules`. */
export function testsOf(alerts: readonly Alert[], { bad, fires, good, restart, absent = [] }: AlertCase): object[] {
  const [{ name, severity, team }] = alerts as [Alert];
  const wait = Math.min(...alerts.map(minutesOf));
  const late = Math.max(...alerts.map(minutesOf)) + 20;
  const expected = (labels: readonly Readonly<Record<string, string>>[]) =>
    labels.map(of => ({ exp_labels: { severity, team, ...of } }));
  const at = (minutes: number, labels: readonly Readonly<Record<string, string>>[]) => ({
    eval_time: `${minutes}m`,
    alertname: name,
    exp_alerts: expected(labels),
  });
  // Every minute, since what fires for a minute wakes people too.
  const through = Array.from({ length: 110 }, (_, minute) => at(minute, []));
  const tried = (what: string, samples: Samples, results: object[]) => ({
    name: `${name} ${what}`,
    interval: '1m',
    input_series: Object.entries(samples).map(([series, values]) => ({ series, values })),
    alert_rule_test: results,
  });
  return [
    tried('fires when it has lasted', bad, [...(wait > 0 ? [at(wait - 1, [])] : []), at(late, fires)]),
    tried('is quiet when all is well', good, through),
    tried('survives the restart of one', restart, through),
    tried('without any metric', {}, [at(late, absent)]),
  ];
}

function minutesOf(alert: Alert): number {
  const [, amount, unit] = /^(\d+)([mh])$/.exec(alert.for) as RegExpExecArray;
  return Number(amount) * (unit === 'h' ? 60 : 1);
}
