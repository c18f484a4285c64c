import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { compare } from '../../model/finding';
import { host, type Source } from './sources';

export interface Crd {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string };
    versions: CrdVersion[];
  };
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly schema: { openAPIV3Schema: { properties: Record<string, unknown> } };
}

/**
 * The CRDs that a source wants, from the pinned upstream files or from a copy of them (`folder/<product>/*.yaml`).
 * @throws where a file or a kind is missing
 */
export async function readCrds(source: Source, folder: string | undefined): Promise<Crd[]> {
  const wanted = Object.keys(source.paths);
  const texts = folder === undefined ? await download(source) : readFolder(join(folder, source.product));
  const crds = texts
    .flatMap(text => loadAll(text) as (Crd | null)[])
    .filter(crd => crd?.kind === 'CustomResourceDefinition' && wanted.includes(crd.spec.names.kind)) as Crd[];
  const missing = wanted.filter(kind => !crds.some(crd => crd.spec.names.kind === kind));
  if (missing.length > 0) throw new Error(`no CRD of \`${source.product}\` defines \`${missing.join('`, `')}\``);
  return crds;
}

async function download(source: Source): Promise<string[]> {
  return Promise.all([...new Set(Object.values(source.paths))].map(path => downloadFile(`${source.tag}/${path}`)));
}

/** @throws with the address, where GitHub does not serve the file. */
export async function downloadFile(path: string): Promise<string> {
  const url = `${host}/${path}`;
  const response = await fetch(url).catch(cause => Promise.reject(new Error(`cannot reach \`${url}\``, { cause })));
  if (!response.ok) throw new Error(`\`${url}\` answers ${response.status}`);
  return response.text();
}

function readFolder(folder: string): string[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
  return files.sort(compare).map(file => readFileSync(join(folder, file), 'utf8'));
}

/** A property may itself be named `description`; only the strings are prose. */
export function withoutDescriptions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutDescriptions);
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => key !== 'description' || typeof value !== 'string');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDescriptions(value)]));
}
