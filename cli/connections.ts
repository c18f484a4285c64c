import { parseArgs } from 'node:util';
import { loadCluster, sourceOptions } from './cluster';
import { EXIT } from './exit-codes';
import { formatPorts, isOpen, listPairs } from './pairs';

/** Lists every pair that is open on some port. */
export async function connections(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: sourceOptions });
  const open = listPairs(loadCluster(values)).filter(isOpen);
  console.log(
    values.json
      ? JSON.stringify(open, null, 2)
      : open.map(pair => `${pair.from} → ${pair.to}: ${formatPorts(pair)}`).join('\n'),
  );
  return EXIT.ok;
}
