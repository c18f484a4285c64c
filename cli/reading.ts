import type { Manifest } from '../model/manifest';
import { count } from '../model/plural';
import { printError } from './output';

/** Says on the standard error how much was looked at: that nothing was found means little without it. */
export function printReading(
  files: number,
  manifests: readonly Manifest[],
  others: Readonly<Record<string, number>> = {},
): void {
  const of = (pattern: RegExp) => manifests.filter(({ object }) => pattern.test(object.kind)).length;
  const parts = [
    count(manifests.length, 'manifest'),
    count(of(/NetworkPolicy$/), 'network policy', 'network policies'),
    count(of(/^TracingPolicy(?:Namespaced)?$/), 'tracing policy', 'tracing policies'),
    ...Object.entries(others).map(([noun, number]) => count(number, noun.slice(0, -1), noun)),
  ];
  printError(`read ${count(files, 'file')}: ${parts.join(', ')}`);
}
