import type { KeySource, RequiredSecret } from './secrets';

/** Where people keep what must not be published; Git ignores it. */
export const privateFolder = 'clusterconfig';

/** Variables that the commands below read, each once. */
export function variablesOf(secrets: readonly RequiredSecret[]): string[] {
  return [...new Set(secrets.flatMap(({ keys }) => Object.values(keys).flatMap(variablesIn)))];
}

function variablesIn(source: KeySource): string[] {
  if ('variable' in source) return [source.variable];
  return 'command' in source ? [...source.command.matchAll(/\$([A-Z_]+)/g)].map(match => match[1]!) : [];
}

/** Commands that create a Secret. No value stands in them, so none gets into the history of the shell. */
export function creationOf({ namespace, name, keys, labels }: RequiredSecret): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const create = [
    `kubectl -n ${namespace} create secret generic ${name}`,
    ...Object.entries(keys).map(([key, source]) => `  ${argumentFor(key, source)}`),
  ].join(' \\\n');
  return pairs.length === 0 ? create : `${create}\nkubectl -n ${namespace} label secret ${name} ${pairs.join(' ')}`;
}

function argumentFor(key: string, source: KeySource): string {
  if ('file' in source) return `--from-file=${key}=${privateFolder}/${source.file}`;
  if ('written' in source) return `--from-file=${key}=${source.written}`;
  if ('text' in source) return `--from-literal=${key}='${source.text}'`;
  return `--from-literal=${key}="${'variable' in source ? `$${source.variable}` : `$(${source.command})`}"`;
}
