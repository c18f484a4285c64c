import { alternatives, type JsonSchema } from './json-schema';

/** What a schema accepts: "a whole number from 1 to 255", "`internal`, `public` or `none`". */
export function describe(node: JsonSchema): string {
  const values = valuesOf(node);
  if (values.length > 1) return quoteAll(values);
  const discriminator = discriminatorOf(node);
  if (discriminator !== undefined) {
    const { key, values } = discriminator;
    return `a mapping whose \`${key}\` is ${quoteAll(values)}`;
  }
  return list([...new Set(alternatives(node).map(describeType))]);
}

/** The key whose value distinguishes the alternatives of a union. */
function discriminatorOf(node: JsonSchema): { key: string; values: readonly unknown[] } | undefined {
  const [first, ...others] = alternatives(node);
  if (first === undefined || others.length === 0) return undefined;
  for (const key of Object.keys(first.properties ?? {})) {
    const values = [first, ...others].flatMap(option => option.properties?.[key]?.const ?? []);
    if (values.length === others.length + 1) return { key, values };
  }
  return undefined;
}

export function exampleOf(node: JsonSchema): unknown {
  return alternatives(node).flatMap(option => option.examples ?? [])[0];
}

function describeType(node: JsonSchema): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.title !== undefined) return `${node.title}, such as \`${exampleOf(node)}\``;
  switch (node.type) {
    case 'object': {
      const keys = Object.keys(node.properties ?? {});
      return keys.length === 0
        ? 'a mapping of text to text'
        : `a mapping of ${keys.map(key => `\`${key}\``).join(', ')}`;
    }
    case 'array':
      return (node.minItems ?? 0) > 0 ? 'a list with at least one item' : 'a list';
    case 'boolean':
      return '`true` or `false`';
    case 'integer':
      return node.maximum === undefined
        ? `a whole number of at least ${node.minimum}`
        : `a whole number from ${node.minimum} to ${node.maximum}`;
    default:
      return 'text';
  }
}

/** The values that a schema lists, or that distinguish its alternatives. */
export function valuesOf(node: JsonSchema): readonly unknown[] {
  return node.enum ?? alternatives(node).flatMap(option => (option.const === undefined ? [] : [option.const]));
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export const quoteAll = (values: readonly unknown[]): string => list(values.map(value => `\`${value}\``));

export function show(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"') : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
