import { field, listOf, recordOf, textOf } from '../model/fields';
import type { Finding } from '../model/finding';
import { isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import { type AgentOption, agentOptions, type OptionName } from './options';

/** What is known of the agent's options. */
export interface ReadOptions {
  /** The option's text, its default where nothing sets it. */
  readonly text: (name: OptionName) => string;
  readonly isOn: (name: OptionName) => boolean;
  /** Whether the configuration of the agent is known at all. */
  readonly isKnown: boolean;
  /** Options whose value the engine does not compute, and what they do. */
  readonly unsupported: readonly UnsupportedOption[];
}

export interface UnsupportedOption {
  readonly name: string;
  readonly message: string;
  readonly allowed: string;
  /** The object that sets it; it is in the Helm values where absent. */
  readonly manifest?: Manifest;
}

/** One text that sets an option, and where it is. */
interface Written {
  readonly text: string;
  readonly manifest?: Manifest;
}

/**
 * Reads the options from Helm values, a later file over an earlier one, and over them from the ConfigMap
 * `cilium-config` and the arguments of the agent among the manifests, in the order in which the agent does.
 */
export function readOptions(files: readonly unknown[], manifests: readonly Manifest[]): ReadOptions {
  const configs = manifests.filter(({ object }) => isObject(object, 'ConfigMap', 'cilium-config'));
  const agents = manifests.filter(({ object }) => isObject(object, 'DaemonSet', 'cilium'));
  const nodeConfigs = manifests.filter(({ object }) => object.kind === 'CiliumNodeConfig');
  const written = new Map<string, Written>(
    (agentOptions as readonly AgentOption[]).flatMap(option => {
      const found = [
        ...files.map(file => ({ text: ofValues(file, option) })),
        ...configs.map(manifest => ({ text: asText(field(manifest.object, 'data', option.name)), manifest })),
        ...files.map(file => ({ text: flagIn(listOf(file, 'extraArgs'), option.name) })),
        ...agents.map(manifest => ({ text: flagIn(argumentsOf(manifest.object), option.name), manifest })),
      ].findLast((each): each is Written => each.text !== undefined);
      return found === undefined ? [] : [[option.name, found] as const];
    }),
  );
  const defaults = new Map<string, string>(agentOptions.map(option => [option.name, option.default]));
  const text = (name: OptionName) => written.get(name)?.text.trim() ?? defaults.get(name) ?? '';
  return {
    text,
    isOn: name => text(name).toLowerCase() === 'true',
    isKnown: files.length + configs.length + agents.length > 0,
    unsupported: [
      ...(agentOptions as readonly AgentOption[]).flatMap(option => {
        const found = written.get(option.name);
        return found === undefined ? [] : faultOf(option, found);
      }),
      ...nodeConfigs.flatMap(perNode),
    ],
  };
}

/** Where a folder holds the Helm values of Cilium. */
export const valuesFile = 'cilium/values.yaml';

export function optionFinding({ name, message, allowed, manifest }: UnsupportedOption): Finding {
  return {
    code: 'unsupported-setting',
    severity: 'warning',
    file: manifest?.file ?? valuesFile,
    ...(manifest && { line: manifest.lineOf(['data', name]) }),
    path: name,
    message,
    allowed,
    repair: 'set a value that is accepted; until then no verdict is certain',
  };
}

function faultOf(option: AgentOption, { text, manifest }: Written): UnsupportedOption[] {
  const value = text.trim().toLowerCase();
  const place = { name: option.name, ...(manifest && { manifest }) };
  if (option.accepts !== undefined && !option.accepts.includes(value))
    return [
      {
        ...place,
        message: `Cilium's option \`${option.name}\` has the value \`${text.trim()}\`, which the agent does not take`,
        allowed: option.accepts.filter(each => each !== '').join(', '),
      },
    ];
  if (option.isUnsupported !== true || value === option.default) return [];
  return [
    {
      ...place,
      message: `Cilium's option \`${option.name}\` ${option.effect}, which is not computed`,
      allowed: option.default === '' ? 'no value' : option.default,
    },
  ];
}

/** Options for some nodes alone: a verdict then depends on the node. */
function perNode(manifest: Manifest): UnsupportedOption[] {
  const defaults = recordOf(manifest.object, 'spec', 'defaults');
  return (agentOptions as readonly AgentOption[])
    .filter(({ name }) => Object.hasOwn(defaults, name))
    .map(({ name, effect }) => ({
      name,
      manifest,
      message: `\`CiliumNodeConfig ${manifest.object.metadata.name}\` sets \`${name}\` for some nodes: ${effect}`,
      allowed: 'one value for all nodes',
    }));
}

const isObject = ({ kind, metadata }: KubernetesObject, wanted: string, name: string) =>
  kind === wanted && metadata.name === name;

/** `extraConfig` ends up at the end of the ConfigMap, so it wins. */
function ofValues(file: unknown, option: AgentOption): string | undefined {
  const extra = asText(field(file, 'extraConfig', option.name));
  if (extra !== undefined) return extra;
  if (option.name === 'enable-ztunnel') return ztunnel(file);
  return option.values.map(path => asText(field(file, ...path.split('.')))).find(text => text !== undefined);
}

function ztunnel(file: unknown): string | undefined {
  const encryption = recordOf(file, 'encryption');
  return encryption.enabled === true && encryption.type === 'ztunnel' ? 'true' : undefined;
}

function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(' ');
  if (value === undefined || value === null || isRecord(value)) return undefined;
  return String(value);
}

function argumentsOf(agent: KubernetesObject): readonly unknown[] {
  const containers = listOf(agent, 'spec', 'template', 'spec', 'containers');
  const container = containers.find(each => textOf(each, 'name') === 'cilium-agent');
  return [...listOf(container, 'command'), ...listOf(container, 'args')];
}

/** `--name=value`, `--name value`, or the bare switch. */
function flagIn(args: readonly unknown[], name: string): string | undefined {
  const index = args.findLastIndex(each => each === `--${name}` || String(each).startsWith(`--${name}=`));
  if (index === -1) return undefined;
  const written = String(args[index]);
  if (written.includes('=')) return written.slice(written.indexOf('=') + 1);
  const next = args[index + 1];
  return typeof next === 'string' && !next.startsWith('-') ? next : 'true';
}
