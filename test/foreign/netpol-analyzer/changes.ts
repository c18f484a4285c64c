import { type OpenRange, subtractRanges } from '../../../policy/ranges';
import { type GoldenPeer, parsePeer, parsePorts } from './golden';

/** Ports that open and close between two ends. */
export interface Delta {
  readonly opened: readonly OpenRange[];
  readonly closed: readonly OpenRange[];
}

export interface GoldenChange extends Delta {
  readonly from: GoldenPeer;
  readonly to: GoldenPeer;
}

/** Lines `diff-type: …, source: A, destination: B, ref1: PORTS, ref2: PORTS`, with what became of workloads at the end. */
export function parseChanges(text: string): { readonly changes: readonly GoldenChange[]; readonly others: number } {
  const lines = text.split('\n').filter(line => line.startsWith('diff-type: '));
  const changes = lines.flatMap((line): GoldenChange[] => {
    const [, from = '', to = '', ref1 = '', ref2 = '', rest] =
      /source: (.+?), destination: (.+?), ref1: (.+?), ref2: (.+?)(, workloads-diff-info: .+)?$/.exec(line) ?? [];
    if (rest !== undefined || [from, to].includes('{ingress-controller}')) return [];
    const [before, after] = [ref1, ref2].map(parsePorts) as [OpenRange[], OpenRange[]];
    return [
      {
        from: parsePeer(from),
        to: parsePeer(to),
        opened: subtractRanges(after, before),
        closed: subtractRanges(before, after),
      },
    ];
  });
  return { changes, others: lines.length - changes.length };
}
