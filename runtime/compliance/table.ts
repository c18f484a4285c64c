import type { ControlReport } from './report';

/** What the report is and is not, in sentences that every form of it begins with. */
export function introduction(clusters: readonly string[]): string[] {
  return [
    `What the files written for ${clusters.join(', ')} show about the controls of four frameworks. It is supporting evidence for people who judge; it is never a statement that a cluster complies.`,
    '`enforced`: a policy stops it in some cluster. `monitored`: a policy reports it. `partial`: what reports it has a known blind spot. `configured`: a setting supports it, and nothing watches it at run time. `none`: nothing here is about it.',
    'A policy marked `†` rests on a hook that was derived from code and is to be tried on a kernel before it enforces.',
  ];
}

/** A header, then a row for each control. */
export function rowsOf(controls: readonly ControlReport[]): string[][] {
  const withEvents = controls.some(({ events }) => events !== undefined);
  const header = ['Control', 'Coverage', 'Policies', 'Settings', ...(withEvents ? ['Events'] : []), 'Not covered'];
  const rows = controls.map(control => [
    `${control.id} ${control.title}`,
    control.coverage,
    policiesOf(control),
    settingsOf(control),
    ...(withEvents ? [`${control.events ?? 0}`] : []),
    notCovered(control),
  ]);
  return [header, ...rows];
}

/** `ptrace (enforce: production-east; monitor: homelab)`, or one mode for all. */
function policiesOf({ policies }: ControlReport): string {
  const names = [...new Set(policies.map(({ policy }) => policy))];
  return names
    .map(name => {
      const own = policies.filter(({ policy }) => policy === name);
      const mark = own.some(({ evidence }) => evidence === 'derived') ? '†' : '';
      return `${name}${mark} (${byCluster(own.map(({ cluster, mode }) => [mode, cluster]))})`;
    })
    .join(', ');
}

function settingsOf({ supports }: ControlReport): string {
  const names = [...new Set(supports.map(({ name }) => name))];
  return names
    .map(
      name =>
        `${name} (${supports
          .filter(support => support.name === name)
          .map(({ cluster }) => cluster)
          .join(', ')})`,
    )
    .join('; ');
}

function notCovered({ policies, coverage, gap }: ControlReport): string {
  const blind = [...new Set(policies.flatMap(({ limitations }) => limitations ?? []))];
  const missing = coverage === 'none' && gap === undefined ? ['no policy of these clusters is about it'] : [];
  return [...(gap === undefined ? [] : [gap]), ...blind, ...missing].join('; ');
}

function byCluster(pairs: readonly (readonly [string, string])[]): string {
  const groups = [...new Set(pairs.map(([mode]) => mode))];
  if (groups.length === 1) return groups.join();
  return groups
    .map(
      group =>
        `${group}: ${pairs
          .filter(([mode]) => mode === group)
          .map(([, cluster]) => cluster)
          .join(', ')}`,
    )
    .join('; ');
}
