import { parseFile, type Step, type YamlDocument } from './yaml';

/** The part of a Kubernetes object that every kind has; the rest is reached by key and is `unknown` until checked. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** Something with lines: a manifest, or a document of values. */
export interface Place {
  readonly file: string;
  lineOf(path: readonly Step[]): number;
}

/** A Kubernetes object with the file and the lines it was written in. */
export interface Manifest extends Place {
  readonly object: KubernetesObject;
}

/**
 * Reads the manifests of one file. Documents that are not Kubernetes objects (a values file, a patch) are left out;
 * the items of a list count as objects of their own.
 * @throws YamlSyntaxError
 */
export function parseManifests(text: string, file: string): Manifest[] {
  return manifestsOf(parseFile(text, file), file);
}

/** The manifests of a file that is parsed already. */
export function manifestsOf(documents: readonly YamlDocument[], file: string): Manifest[] {
  return documents.flatMap(document =>
    unwrapList(document.value, []).flatMap(({ value, at }) =>
      isKubernetesObject(value)
        ? [{ object: value, file, lineOf: (path: readonly Step[]) => document.lineOf([...at, ...path]) }]
        : [],
    ),
  );
}

/** One object of a document: the document itself, or an item of the list that it is. */
interface Item {
  readonly value: unknown;
  readonly at: readonly Step[];
}

/** The items of the API server's typed lists, `NetworkPolicyList`, leave out the kind and version that the list states. */
export function unwrapList(value: unknown, at: readonly Step[]): Item[] {
  if (!isRecord(value) || !isList(value)) return [{ value, at }];
  const { kind, apiVersion, items } = value;
  const inherited = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return (Array.isArray(items) ? items : []).flatMap((item: unknown, index) =>
    unwrapList(isRecord(item) ? { ...inherited, ...item } : item, [...at, 'items', index]),
  );
}

/** An object that only ends in `List`, such as an `AllowList`, has a name of its own. */
export function isList(value: Record<string, unknown>): value is { kind: string } & Record<string, unknown> {
  if (typeof value.kind !== 'string' || !value.kind.endsWith('List')) return false;
  return Array.isArray(value.items) || (Object.hasOwn(value, 'items') && !isKubernetesObject(value));
}

export function isKubernetesObject(value: unknown): value is KubernetesObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `cilium.io/v2` → `cilium.io`; the core group is the empty string. */
export function groupOf(object: Pick<KubernetesObject, 'apiVersion'>): string {
  const slash = object.apiVersion.indexOf('/');
  return slash === -1 ? '' : object.apiVersion.slice(0, slash);
}
