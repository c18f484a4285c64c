import { plain } from '../model/escape';
import type { Cluster } from './cluster';
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
    ...[unknown, fails].flatMap(reason => (reason === undefined ? [] : [`  ${reason}`])),
  ];
  const judged = path.legs.flatMap(({ flow, only, engine = cluster.engine }, index) => {
    const leg = legs[index];
    if (leg === undefined) return [];
    const head = isLong ? [`  ${flow.from} → ${flow.to}:${flow.port}${only === undefined ? '' : `, ${only}`}`] : [];
    return [...head.map(plain), describeVerdict(engine, flow, leg, explain, only)];
  });
  return [...lines.map(plain), ...judged].join('\n');
}
