import type { NameOf } from './alert';

/** Series by selector, one sample a minute, in the notation of `promtool test rules`. */
export type Samples = Readonly<Record<string, string>>;

type Labels = Readonly<Record<string, string>>;

/** What an alert is tested with. `severity` and `team` are those of the alert, unless it has several severities. */
export interface AlertCase {
  /** Something is wrong from the first minute on. */
  readonly bad: Samples;
  /** What fires then. */
  readonly fires: readonly Labels[];
  /** All is well. */
  readonly good: Samples;
  /** One agent, pod or node is replaced, as an upgrade does one after the other. */
  readonly restart: Samples;
  /** What fires when nothing is scraped at all. @default [] */
  readonly absent?: readonly Labels[];
}

/** A case for every alert of a group. */
export type AlertCases<Group> = Readonly<Record<NameOf<Group>, AlertCase>>;

/** A gauge that does not change. */
export const steady = (value: number) => `${value}x120`;

/** A counter that grows by this much per minute. */
export const counting = (perMinute: number) => `0+${perMinute}x120`;

/** A counter whose process is replaced after ten minutes. */
export const recounting = (perMinute: number) => `0+${perMinute}x10 _x2 0+${perMinute}x100`;

/** A target that does not answer for three minutes. */
export const restarting = '1x10 0x2 1x100';

/** A gauge that is wrong for three minutes, while its process starts. */
export const settling = (wrong: number, right: number) => `${right}x10 _x1 ${wrong}x2 ${right}x100`;

/** Now, as a gauge of seconds: tests start at the epoch. */
export const now = '0+60x120';
