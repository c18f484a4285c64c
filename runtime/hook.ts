import { child, children, type Mapping, text, texts } from './mapping';
import type { Argument, Filter, Hook, HookSection, Selector } from './policy';
import { syscallName } from './syscall-name';

/** Reads one entry of a section, `kprobes[0]`. `lists` are those of the policy, by name. */
export function readHook(section: HookSection, node: Mapping, lists: ReadonlyMap<string, readonly string[]>): Hook {
  const args = children(node, 'args').map(readArgument);
  const data = children(node, 'data').map(readArgument);
  const returned = child(node, 'returnArg');
  const declared = { args, data, returned: returned === undefined ? [] : [readArgument(returned)] };
  return {
    ...node,
    section,
    name: nameOf(section, node.value),
    reportedAs: reportedNames(section, node.value, lists),
    args,
    data,
    selectors: children(node, 'selectors').map(selector => readSelector(selector, declared, section)),
  };
}

function nameOf(section: HookSection, value: Mapping['value']): string {
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

function reportedNames(
  section: HookSection,
  value: Mapping['value'],
  lists: ReadonlyMap<string, readonly string[]>,
): string[] {
  if (section === 'uprobes') return texts(value.symbols).map(symbol => `${text(value.path)}:${symbol}`);
  if (section !== 'kprobes') return [nameOf(section, value)];
  const list = /^list:(.*)$/.exec(text(value.call))?.[1];
  return (list === undefined ? [text(value.call)] : (lists.get(list) ?? [])).map(syscallName);
}

function readArgument(node: Mapping): Argument {
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

function readSelector(node: Mapping, { args, data, returned }: Declared, section: HookSection): Selector {
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
function readFilter(from: Filter['from'], node: Mapping, declared: readonly Argument[]): Filter {
  const { args, index, operator, values } = node.value;
  const [first] = Array.isArray(args) ? args : [];
  const own = typeof index === 'number' ? index : 0;
  const byIndex = from === 'matchArgs' ? declared.findIndex(argument => argument.index === own) : own;
  const position = typeof first === 'number' ? first : from === 'matchReturnArgs' ? 0 : byIndex;
  return { ...node, from, operator: text(operator), values: texts(values), argument: declared[position], position };
}
