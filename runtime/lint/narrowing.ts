import { children, type Mapping, texts } from '../mapping';
import type { Hook, Selector } from '../policy';

/** How far a selector narrows the calls of its hook: not at all, by exceptions alone, or to what it names. */
export type Narrowing = 'open' | 'exceptions' | 'narrow';

const lists = [
  ...['matchBinaries', 'matchParentBinaries', 'matchPIDs', 'matchNamespaces', 'matchCapabilities'],
  ...['matchNamespaceChanges', 'matchCapabilityChanges'],
];

/** A process without a capability is what such a filter looks for, not an exception. */
const isException = ({ path, value }: Mapping) =>
  String(value.operator).startsWith('Not') && !path.includes('matchCapabilities');

/** An earlier selector of the hook takes calls away, so what follows it has exceptions. */
export function narrowingOf(selector: Selector, { selectors }: Hook): Narrowing {
  const listed = lists.flatMap(key => children(selector, key)).filter(({ value }) => texts(value.values).length > 0);
  const conditions = [...selector.filters, ...listed];
  if (texts(selector.value.macros).length > 0 || !conditions.every(isException)) return 'narrow';
  return conditions.length > 0 || selectors.indexOf(selector) > 0 ? 'exceptions' : 'open';
}

/** Processes of hosts have no PID in a container's namespace, and are in the namespaces of the host. */
export function excludesHosts(selector: Selector): boolean {
  return (
    children(selector, 'matchPIDs').some(({ value }) => value.isNamespacePID === true) ||
    children(selector, 'matchNamespaces').some(
      ({ value }) => value.operator === 'NotIn' && texts(value.values).includes('host_ns'),
    )
  );
}
