/** The values that a field may have: type → field → choices. */
export type Enums = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** `io.k8s.api.core.v1.Container` → `core_v1_Container`, as the generated Go functions end. */
export const nameOfType = (name: string) => name.split('.').slice(-3).join('_');

/**
 * The enumerations of `pkg/generated/openapi/zz_generated.openapi.go`: a server publishes them, the OpenAPI files in
 * Kubernetes' repository lack them.
 */
export function readEnums(goFile: string): Enums {
  const enums = new Map<string, Map<string, readonly string[]>>();
  let fields = new Map<string, readonly string[]>();
  let field = '';
  for (const line of goFile.split('\n')) {
    const [, type] = /^func schema_\w*?_([a-z0-9]+_v\w+?_\w+)\(/.exec(line) ?? [];
    if (type !== undefined) {
      fields = new Map();
      enums.set(type, fields);
    }
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const [, choices] = /^\s+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line) ?? [];
    if (choices !== undefined) fields.set(field, JSON.parse(`[${choices}]`) as string[]);
  }
  return enums;
}
