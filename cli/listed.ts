import { formatLimit, type Limit } from '../policy/limits';
import { type Listing, listingsOf } from '../policy/listing';
import { formatRanges, type OpenRange } from '../policy/ranges';
import { carriedProtocols } from '../policy/under-settings';
import type { Cluster } from './cluster';
import { printError } from './output';
import { type PairValues, parsePairFilter } from './pair-filter';

/** What a command line asks of a cluster. @throws UsageError */
export function listingFor(cluster: Cluster, values: PairValues): Listing {
  const pods = cluster.workloads.filter(({ hostNetwork }) => !hostNetwork).map(({ name }) => name);
  const filter = parsePairFilter(values, cluster);
  const [listing] = listingsOf([cluster.engine], pods, filter);
  sayWhatIsNotListed(cluster);
  return listing!;
}

export type FormatPorts = (ranges: readonly OpenRange[]) => string;

/** Ports as text, the same ranges once; `limit` writes what L7 rules and doubts say of them. */
export function portsFormat({ engine }: Cluster, limit: (limit: Limit) => string = formatLimit): FormatPorts {
  const known = new Map<readonly OpenRange[], string>();
  const protocols = carriedProtocols(engine.settings);
  return ranges => {
    const text = known.get(ranges) ?? formatRanges(ranges, { limit, protocols });
    known.set(ranges, text);
    return text;
  };
}

/** Workloads in the host network are their nodes: they have no line of their own, and no policy for pods selects them. */
function sayWhatIsNotListed({ workloads, engine }: Cluster): void {
  const onHosts = workloads.filter(({ hostNetwork }) => hostNetwork).map(({ name }) => name);
  if (onHosts.length > 0)
    printError(
      `on the host network, so no policy for pods applies to them, and they are not listed: ${onHosts.join(', ')}`,
    );
  if (engine.settings.auditMode) printError('Cilium runs in audit mode: today it also lets through what is not listed');
}
