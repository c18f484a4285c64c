import { isList, isMap, Struct, type Value } from './values';

/** Fields whose JSON name is not their own with a small initial (cilium 1.19 pkg/policy/api; k8s.io/api has none here). */
const jsonNames: Readonly<Record<string, string>> = { ICMPs: 'icmps', L7Proto: 'l7proto', ExceptCIDRs: 'except' };

/** Structs whose fields belong to the struct around them. */
const embedded = ['IngressCommonRule', 'EgressCommonRule', 'LabelSelector'];

/** `intstr.String`, the type of a port that is a name (apimachinery pkg/util/intstr). */
export const stringType = 1;

/** The JSON of a policy that is written as a Go value: zero fields are left out. */
export function toJson(value: Value): unknown {
  if (isList(value)) return value.map(toJson);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, each]) => [key, toJson(each)]));
  if (!(value instanceof Struct)) return value;
  if (value.type === 'intstr.IntOrString')
    return value.fields.get('Type') === stringType ? value.fields.get('StrVal') : (value.fields.get('IntVal') ?? 0);
  return Object.fromEntries(
    [...value.fields].flatMap(([name, field]) => {
      if (field === null || field === '') return [];
      const json = toJson(field);
      return embedded.includes(name) ? Object.entries(json as object) : [[jsonNameOf(name), json]];
    }),
  );
}

/** `ToPorts` → `toPorts`, `HTTP` → `http`, `CIDRGroupRef` → `cidrGroupRef`. */
const jsonNameOf = (name: string) =>
  Object.hasOwn(jsonNames, name)
    ? jsonNames[name]!
    : name.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+)/, initials => initials.toLowerCase());
