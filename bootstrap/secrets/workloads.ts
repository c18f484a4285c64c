import { type RequiredSecret, random, variableNamed } from '../../graph/secret';

/** A workload that may read a Secret, whose values are random or given. */
export interface SecretReader {
  readonly namespace: string;
  readonly secret?: {
    readonly name: string;
    readonly keys: Readonly<Record<string, 'random' | 'given'>>;
    readonly why: string;
  };
}

export function workloadSecrets(workloads: readonly SecretReader[]): RequiredSecret[] {
  return workloads.flatMap(({ namespace, secret }) => {
    if (secret === undefined) return [];
    const { name, keys, why } = secret;
    const sources = Object.entries(keys).map(([key, source]) => [
      key,
      source === 'random' ? random : { variable: variableNamed(namespace, name, key) },
    ]);
    return [{ namespace, name, keys: Object.fromEntries(sources), why }];
  });
}
