import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../model/finding';

/** The cluster files of a directory, by name; paths are relative to `root`. */
export function readClusters(root: string, directory = 'clusters'): { file: string; text: string }[] {
  return readdirSync(join(root, directory))
    .filter(name => /\.ya?ml$/.test(name))
    .sort(compare)
    .map(name => ({ file: `${directory}/${name}`, text: readFileSync(join(root, directory, name), 'utf8') }));
}
