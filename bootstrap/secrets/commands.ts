import type { KeySource, RequiredSecret } from '../../graph/secret';
import { command, type Shell, script, sh } from '../../model/shell';

/** Where people keep what must not be published; Git ignores it. */
export const privateFolder = 'clusterconfig';

/** Variables that the commands below read, each once. */
export function variablesOf(secrets: readonly RequiredSecret[]): string[] {
  return [...new Set(secrets.flatMap(({ keys }) => Object.values(keys).flatMap(variablesIn)))];
}

function variablesIn(source: KeySource): string[] {
  if ('variable' in source) return [source.variable];
  return 'command' in source ? [...source.command.text.matchAll(/\$([A-Z_]+)/g)].map(([, name = '']) => name) : [];
}

/** Commands that create a Secret. They contain no secret value, so none gets into the history of the shell. */
export function creationOf({ namespace, name, keys, labels }: RequiredSecret): Shell {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return script(
    command(
      sh`kubectl -n ${namespace} create secret generic ${name}`,
      ...Object.entries(keys).map(([key, source]) => argumentFor(key, source)),
    ),
    pairs.length > 0 && sh`kubectl -n ${namespace} label secret ${name} ${pairs}`,
  );
}

function argumentFor(key: string, source: KeySource): Shell {
  if ('file' in source) return sh`--from-file=${key}=${`${privateFolder}/${source.file}`}`;
  if ('written' in source) return sh`--from-file=${key}=${source.written}`;
  if ('text' in source) return sh`--from-literal=${key}=${source.text}`;
  return 'variable' in source
    ? sh`--from-literal=${key}="$${source.variable}"`
    : sh`--from-literal=${key}="$(${source.command})"`;
}
