import { join, table } from '../../model/markdown';
import { type AgentOption, agentOptions } from '../../policy/options';

/** The page of the settings that verdicts depend on. */
export function policySettingsPage(): string {
  const options: readonly AgentOption[] = agentOptions;
  const code = (text: string) => `\`${text}\``;
  const row = ({ name, values, default: byDefault, effect, isUnsupported }: AgentOption) => [
    code(name),
    values.map(code).join(', ') || '`extraConfig`',
    byDefault === '' ? 'empty' : code(byDefault),
    effect,
    isUnsupported === true ? 'any other value makes every verdict undecidable' : 'decided',
  ];
  return join(
    '# Settings that verdicts depend on',
    'The engine reads these options of Cilium’s agent from Helm values (`extraConfig` and `extraArgs` included), from the ' +
      'ConfigMap `cilium-config` and from the arguments of the DaemonSet `cilium` among the manifests. What is read later ' +
      'wins. Defaults are those of Cilium 1.19.7. A CiliumNodeConfig that sets one of them, and a value that the agent does ' +
      'not take, make every verdict undecidable, and are reported as `unsupported-setting`.',
    table(['option', 'Helm value', 'default', 'effect', 'verdicts'], options.map(row)),
  );
}
