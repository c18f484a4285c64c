import type { Condition } from './tracing-conditions';
import { type Argument, type ArgumentType, type HookName, type Hooks, hooks } from './tracing-hooks';

type ArgumentsOf<Name extends HookName> = Hooks[Name]['args'];
type TypeOf<Arg> = Arg extends { readonly type: infer Type extends ArgumentType } ? Type : never;
type OneOrTwo<Item> = Item | readonly [Item, Item];
/** The kernel side takes five selectors for a hook. */
export type UpToFive<Item> = readonly [Item, Item?, Item?, Item?, Item?];

/** What a call must be like, and what happens to it. The first selector that matches a call decides alone. */
export interface TracingSelector<Name extends HookName> {
  /** Conditions by the argument's label, all of which must hold. */
  readonly where?: {
    readonly [Label in keyof ArgumentsOf<Name>]?: OneOrTwo<Condition<TypeOf<ArgumentsOf<Name>[Label]>>>;
  };
  /** Real paths of the binary that calls: symbolic links resolved, as the caller's container sees them. */
  readonly binaries?: { readonly in: readonly string[] } | { readonly notIn: readonly string[] };
  /** The new capabilities exceed the old ones. */
  readonly gains?: Name extends 'security_capset' ? true : never;
  readonly lacksCapability?: 'CAP_SYS_ADMIN';
  /** Calls of the first process of a container are left out: runc does its set-up in there. */
  readonly exceptInit?: true;
  /** @default 'report' */
  readonly response?: 'report' | Hooks[Name]['stop'];
  /** Reports at most once in this time for each process. */
  readonly every?: '1m' | '10m';
}

/** A selector of no hook in particular: the types of `TracingSelector` have done their work by then. */
export interface AnySelector extends Omit<TracingSelector<HookName>, 'where' | 'gains' | 'response'> {
  readonly where?: Readonly<Record<string, OneOrTwo<Condition<never>>>>;
  readonly gains?: true;
  readonly response?: 'report' | 'refuse' | 'kill';
}

export const refuses = (selector?: AnySelector) => selector?.response === 'refuse';

const argumentsOf = (name: HookName) => Object.entries<Argument>(hooks[name].args);
const isData = ([, { source }]: readonly [string, Argument]) => source !== undefined;

/** Every argument of the hook with its label, by which events are read. */
export function declarationsOf(name: HookName) {
  const data = argumentsOf(name).filter(isData).map(declare);
  const args = argumentsOf(name)
    .filter(entry => !isData(entry))
    .map(declare);
  return { args, ...(data.length > 0 && { data }) };
}

function declare([label, argument]: readonly [string, Argument]) {
  return { ...argument, label };
}

export function toSelector(name: HookName, selector: AnySelector) {
  const { where = {}, binaries, gains, lacksCapability, exceptInit } = selector;
  if (name === 'socket_create' && where.type !== undefined && where.family === undefined)
    throw new Error('a rule on the type of a socket must name its family: every netlink socket is raw');
  const filters = Object.entries(where).flatMap(([label, conditions]) =>
    [conditions].flat().map(({ operator, values }) => ({ label, operator, values })),
  );
  if (filters.length > 5)
    throw new Error(`a selector of \`${name}\` has ${filters.length} filters, and Tetragon takes 5`);
  return {
    matchArgs: orNothing([
      ...filtersOn(name, filters, false).map(({ position, ...filter }) => ({ args: [position], ...filter })),
      ...(gains ? [{ args: [0, 1], operator: 'CapabilitiesGained' }] : []),
    ]),
    matchData: orNothing(
      filtersOn(name, filters, true).map(({ position, ...filter }) => ({ index: position, ...filter })),
    ),
    matchBinaries: binaries && [
      'in' in binaries ? { operator: 'In', values: binaries.in } : { operator: 'NotIn', values: binaries.notIn },
    ],
    matchCapabilities: lacksCapability && [{ type: 'Effective', operator: 'NotIn', values: [lacksCapability] }],
    // Not `followForks`: with it the list is compared with pid 0 first, and never matches.
    matchPiDs: exceptInit && [{ operator: 'NotIn', isNamespacePid: true, followForks: false, values: [1] }],
    matchActions: actionsOf(selector),
  };
}

interface Filter {
  readonly label: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The filters on arguments or on data, with the position of what they mean in the hook's declaration. */
function filtersOn(name: HookName, filters: readonly Filter[], data: boolean) {
  const labels = argumentsOf(name)
    .filter(entry => isData(entry) === data)
    .map(([label]) => label);
  return filters.flatMap(({ label, ...filter }) =>
    labels.includes(label) ? [{ position: labels.indexOf(label), ...filter }] : [],
  );
}

function orNothing<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** The record of an event names the last action, so the report comes first. */
function actionsOf({ response = 'report', every }: AnySelector) {
  const post = { action: 'Post', ...(every && { rateLimit: every, rateLimitScope: 'process' }) };
  if (response === 'refuse') return [post, { action: 'Override', argError: -1 }];
  return response === 'kill' ? [post, { action: 'Sigkill' }] : [post];
}
