import { plain } from '../model/escape';
import type { Path } from '../policy/paths/path';
import type { Cluster } from './cluster';
import { generatedFrom } from './generated-from';
import type { PathAnswer } from './verdict';
import { describeVerdict } from './verdict-text';

/** One way of a connection as lines for people; `isNamed` where there are several. */
export function describePath(
  cluster: Cluster,
  { path, verdict, legs }: PathAnswer,
  isNamed: boolean,
  explain: boolean,
): string {
  const { hops, unknown, fails } = path;
  const isLong = path.legs.length > 1;
  const ends = path.legs.at(-1)?.flow;
  const lines = [
    ...(isNamed ? [`  ${ends === undefined ? verdict : `${ends.from} → ${ends.to}: ${verdict}`}`] : []),
    ...hops.map(hop => `  ${hop}`),
    ...nodesMeant(cluster, path).map(line => `  ${line}`),
    ...[unknown, fails].flatMap(reason => (reason === undefined ? [] : [`  ${reason}`])),
  ];
  const sourceOf = generatedFrom(cluster.source);
  const judged = path.legs.flatMap(({ flow, only, engine = cluster.engine }, index) => {
    const leg = legs[index];
    if (leg === undefined) return [];
    const head = isLong ? [`  ${flow.from} → ${flow.to}:${flow.port}${only === undefined ? '' : `, ${only}`}`] : [];
    return [...head.map(plain), describeVerdict(engine, flow, leg, explain, only, sourceOf)];
  });
  return [...lines.map(plain), ...judged].join('\n');
}

/** Which nodes an answer holds for, where policies tell nodes apart. */
function nodesMeant({ engine, settings }: Cluster, { legs }: Path): string[] {
  if (!settings.hostFirewall && !settings.nodeSelectorLabels && !settings.cidrsMatchNodes) return [];
  const notations = new Set(legs.flatMap(({ flow }) => [flow.from, flow.to]));
  return [...notations].flatMap(notation => {
    const end = engine.endpoint(notation);
    const known = end.cases?.flatMap(({ name, reason }) => (reason === undefined ? [name] : [])) ?? [];
    const names = end.cases === undefined && end.endpoint?.reserved === 'host' ? [end.endpoint.name] : known;
    const others = names.filter(name => name !== notation);
    return others.length === 0 ? [] : [`\`${notation}\` is ${others.map(name => `\`${name}\``).join(' or ')}`];
  });
}
