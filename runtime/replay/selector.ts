import { isRecord } from '../../model/manifest';
import type { EventValue, RuntimeEvent } from '../event';
import { children, texts } from '../mapping';
import type { Filter, Hook, Policy, Selector } from '../policy';
import { type Answer, all, not, unknown } from './answer';
import { numberOf } from './event-value';
import { matchValue } from './filter';
import { matchBinaries, matchCapabilities, matchNamespaces, matchPIDs } from './process-filter';

/** What cannot be seen in an event at all. */
const unseen = ['matchNamespaceChanges', 'matchCapabilityChanges', 'matchReturnArgs'] as const;

/** Whether the kernel's selector would have matched the call that the event reports. */
export function matchSelector(selector: Selector, hook: Hook, policy: Policy, event: RuntimeEvent): Answer {
  const macros = texts(selector.value.macros);
  const { selectorsMacros } = policy.spec.value;
  const value = Object.assign(
    {},
    selector.value,
    ...macros.map(name => (isRecord(selectorsMacros) ? selectorsMacros[name] : {})),
  );
  const node = { path: selector.path, value };
  return all([
    ...selector.filters
      .filter(({ from }) => from !== 'matchReturnArgs')
      .map(filter => matchFilter(filter, hook, policy, event)),
    ...children(node, 'matchBinaries').map(filter => matchBinaries(filter, event.process)),
    ...children(node, 'matchParentBinaries').map(filter => matchBinaries(filter, event.parent, 'parent')),
    ...children(node, 'matchPIDs').map(filter => matchPIDs(filter, event.process)),
    ...children(node, 'matchNamespaces').map(filter => matchNamespaces(filter, event.process)),
    ...children(node, 'matchCapabilities').map(filter => matchCapabilities(filter, event.process)),
    ...unseen.filter(key => key in value).map(key => unknown(key)),
  ]);
}

function matchFilter(filter: Filter, hook: Hook, policy: Policy, event: RuntimeEvent): Answer {
  if (filter.operator === 'CapabilitiesGained') return gains(filter, hook, policy, event);
  const field = fieldOf(filter);
  const value = valueIn(filter, filter.position, policy, event);
  return value === undefined ? unknown(field) : matchValue(filter, value, field);
}

/** `args.file`, or `args[0]` of an argument without a label. */
function fieldOf({ from, argument, position }: Filter): string {
  const list = from === 'matchData' ? 'data' : 'args';
  return argument?.label === undefined ? `${list}[${position}]` : `${list}.${argument.label}`;
}

/** By its label; by its place, where the event was reported for this very policy. */
function valueIn(filter: Filter, position: number, policy: Policy, event: RuntimeEvent): EventValue | undefined {
  const values = filter.from === 'matchData' ? event.data : event.args;
  const label = filter.argument?.label;
  const byLabel = label === undefined ? undefined : values.find(value => value.label === label);
  return byLabel ?? (event.policy === policy.name ? values[position] : undefined);
}

/** Capabilities of the second argument that the first did not have. */
function gains({ value }: Filter, hook: Hook, policy: Policy, event: RuntimeEvent): Answer {
  const [before, after] = (Array.isArray(value.args) ? value.args : []).map(position => {
    const argument = hook.args[position];
    const found = event.args.find(each => argument?.label !== undefined && each.label === argument.label);
    const inPlace = event.policy === policy.name ? event.args[position] : undefined;
    return { field: `args.${argument?.label ?? position}`, number: numberOf(found ?? inPlace ?? {}) };
  });
  if (before?.number === undefined || after?.number === undefined)
    return unknown(...[before, after].filter(end => end?.number === undefined).map(end => end?.field ?? 'args'));
  return not((after.number & ~before.number) === 0n);
}
