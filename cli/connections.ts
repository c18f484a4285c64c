import { formatJson, plain } from '../model/escape';
import { isIncomplete, loadCluster } from './cluster';
import type { ConnectionsInput } from './commands/listings';
import { EXIT } from './exit-codes';
import { formatPorts, isOpen, listedPairs } from './listed';
import { print } from './output';

/** Lists every pair that is open on some port. */
export async function connections({ values }: ConnectionsInput): Promise<number> {
  const cluster = loadCluster(values);
  const open = listedPairs(cluster).filter(isOpen);
  print(
    values.format === 'json'
      ? formatJson(open)
      : open.map(pair => plain(`${pair.from} → ${pair.to}: ${formatPorts(pair)}`)).join('\n'),
  );
  return isIncomplete(cluster) ? EXIT.findings : EXIT.ok;
}
