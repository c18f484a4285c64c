import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';

/** A mapping of a document and the path to it. */
export interface Node {
  readonly path: readonly Step[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** The sections of a TracingPolicy that hold hooks (`tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go`). */
export const hookSections = ['kprobes', 'tracepoints', 'lsmhooks', 'uprobes', 'usdts', 'fentries'] as const;

export type HookSection = (typeof hookSections)[number];

export interface Argument extends Node {
  readonly index: number;
  readonly type: string;
  readonly label?: string;
}

/** A condition on an argument, on data or on the returned value. */
export interface Filter extends Node {
  readonly from: 'matchArgs' | 'matchData' | 'matchReturnArgs';
  readonly operator: string;
  readonly values: readonly string[];
  /** What it is about; undefined where the hook declares no such argument. */
  readonly argument?: Argument;
  /** Place of `argument` among the arguments or the data that the hook declares. */
  readonly position: number;
}

export interface Action extends Node {
  readonly name: string;
}

export interface Selector extends Node {
  readonly filters: readonly Filter[];
  readonly actions: readonly Action[];
}

export interface Hook extends Node {
  readonly section: HookSection;
  /** The function, hook or event, as an event's `function_name` has it. */
  readonly name: string;
  readonly args: readonly Argument[];
  readonly data: readonly Argument[];
  readonly selectors: readonly Selector[];
}

/** A TracingPolicy as it is written, read leniently: what it says wrong is for the linter to find. */
export interface Policy {
  readonly manifest: Manifest;
  readonly name: string;
  readonly namespace?: string;
  readonly isNamespaced: boolean;
  readonly spec: Node;
  readonly hooks: readonly Hook[];
}

export function isTracingPolicy({ kind, apiVersion }: KubernetesObject): boolean {
  return apiVersion.startsWith('cilium.io/') && ['TracingPolicy', 'TracingPolicyNamespaced'].includes(kind);
}

/** @throws where the manifest is no TracingPolicy. */
export function readPolicy(manifest: Manifest): Policy {
  const { kind, metadata, spec } = manifest.object;
  const node: Node = { path: ['spec'], value: isRecord(spec) ? spec : {} };
  return {
    manifest,
    name: metadata.name,
    namespace: metadata.namespace,
    isNamespaced: kind === 'TracingPolicyNamespaced',
    spec: node,
    hooks: hookSections.flatMap(section => children(node, section).map(hook => readHook(section, hook))),
  };
}

function readHook(section: HookSection, node: Node): Hook {
  const args = children(node, 'args').map(readArgument);
  const data = children(node, 'data').map(readArgument);
  const returned = child(node, 'returnArg');
  const declared = { args, data, returned: returned === undefined ? [] : [readArgument(returned)] };
  return {
    ...node,
    section,
    name: nameOf(section, node.value),
    args,
    data,
    selectors: children(node, 'selectors').map(selector => readSelector(selector, declared, section)),
  };
}

function nameOf(section: HookSection, value: Node['value']): string {
  switch (section) {
    case 'lsmhooks':
      return text(value.hook);
    case 'tracepoints':
      return `${text(value.subsystem)}/${text(value.event)}`;
    case 'uprobes':
      return `${text(value.path)}:${texts(value.symbols).join(',')}`;
    case 'usdts':
      return `${text(value.provider)}/${text(value.name)}`;
    default:
      return text(value.call);
  }
}

function readArgument(node: Node): Argument {
  const { index, type, label } = node.value;
  return {
    ...node,
    index: typeof index === 'number' ? index : 0,
    // The API's default.
    type: typeof type === 'string' ? type : 'auto',
    ...(typeof label === 'string' && { label }),
  };
}

interface Declared {
  readonly args: readonly Argument[];
  readonly data: readonly Argument[];
  readonly returned: readonly Argument[];
}

function readSelector(node: Node, { args, data, returned }: Declared, section: HookSection): Selector {
  // A tracepoint's fields have numbers of their own; filters count them as listed.
  const counted = section === 'tracepoints' ? args.map((argument, index) => ({ ...argument, index })) : args;
  return {
    ...node,
    filters: [
      ...children(node, 'matchArgs').map(filter => readFilter('matchArgs', filter, counted)),
      ...children(node, 'matchData').map(filter => readFilter('matchData', filter, data)),
      ...children(node, 'matchReturnArgs').map(filter => readFilter('matchReturnArgs', filter, returned)),
    ],
    actions: children(node, 'matchActions').map(action => ({ ...action, name: text(action.value.action) })),
  };
}

/** `args` are positions, `index` is an argument's own; of data it is the position (`tetragon 1.7 pkg/selectors/kernel.go`). */
function readFilter(from: Filter['from'], node: Node, declared: readonly Argument[]): Filter {
  const { args, index, operator, values } = node.value;
  const [first] = Array.isArray(args) ? args : [];
  const own = typeof index === 'number' ? index : 0;
  const byIndex = from === 'matchArgs' ? declared.findIndex(argument => argument.index === own) : own;
  const position = typeof first === 'number' ? first : from === 'matchReturnArgs' ? 0 : byIndex;
  return { ...node, from, operator: text(operator), values: texts(values), argument: declared[position], position };
}

/** The mappings of the list at `key`. */
export function children({ path, value }: Node, key: string): Node[] {
  const list = value[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isRecord(item) ? [{ path: [...path, key, index], value: item }] : []));
}

/** The mapping at `key`. */
export function child({ path, value }: Node, key: string): Node | undefined {
  const inner = value[key];
  return isRecord(inner) ? { path: [...path, key], value: inner } : undefined;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The items of a list as texts. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
