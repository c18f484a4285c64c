import { listOf, textOf } from '../model/fields';

export const isKustomization = (file: string) => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(file);

export const isText = (value: unknown): value is string => typeof value === 'string';

export const parentOf = (file: string) => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** The path that an entry of a file in `folder` means, with `..` walked. */
export function besides(folder: string, entry: string): string {
  const steps = folder === '.' ? [] : folder.split('/');
  for (const step of entry.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/') || '.';
}

/** Files of a kustomization that are laid over others. */
export function patchFiles(kustomization: unknown): string[] {
  const patches = ['patches', 'patchesJson6902'].flatMap(key => listOf(kustomization, key));
  return [
    ...patches.flatMap(patch => textOf(patch, 'path') ?? []),
    ...listOf(kustomization, 'patchesStrategicMerge').filter(isText),
  ];
}
