import type { z } from 'zod';
import { closest } from '../model/closest';
import { field } from '../model/fields';
import type { Finding } from '../model/finding';
import { isRecord, type Place } from '../model/manifest';
import { findingOf } from '../model/rule';
import { formatPath, type Step } from '../model/yaml';
import { alternatives, clusterJsonSchema, type JsonSchema, properties, schemaAt } from './json-schema';
import { readingRules } from './rules/reading';
import type { Refusal } from './schema/form';
import { describe, exampleOf, quoteAll, show, valuesOf } from './schema-words';

type Issue = z.core.$ZodIssue;

interface Explanation {
  readonly rule: 'unknownKey' | 'missingKey' | 'wrongType' | 'invalidValue';
  readonly path: readonly Step[];
  readonly message: string;
  readonly allowed: string;
  readonly repair: string;
}

/** Keys that earlier releases had, by their paths. */
const renamedKeys: Readonly<Record<string, string>> = {
  mesh: 'clusterMesh',
  'policy.posture': 'mode',
  'runtimeSecurity.posture': 'mode',
};

/** Says in the words of the cluster file what the schema found wrong with a document. */
export function explainIssues(issues: readonly Issue[], root: unknown, place: Place): Finding[] {
  const schema = clusterJsonSchema();
  return issues
    .flatMap(issue => explain(issue, [], root, schema))
    .map(({ rule, path, ...words }) => findingOf(readingRules[rule], { in: place, at: path, ...words }));
}

function explain(issue: Issue, at: readonly Step[], root: unknown, schema: JsonSchema): Explanation[] {
  const path = [...at, ...issue.path.map(step => (typeof step === 'symbol' ? String(step) : step))];
  const value = field(root, ...path);
  const node = schemaAt(schema, path) ?? {};
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey([...path, key], node, schema));
  if (issue.code === 'invalid_key') return [invalidKey(path, schemaAt(schema, path.slice(0, -1)) ?? {})];
  if (value === undefined && path.length > 0) return [missingKey(path, node)];
  if (issue.code === 'invalid_union') {
    const [branch, ...others] = issue.errors.filter(errors => errors.every(isInside));
    if (branch !== undefined && others.length === 0) return branch.flatMap(inner => explain(inner, path, root, schema));
    return [issue.discriminator === undefined ? wrongType(path, value, node) : invalidValue(path, value, node, issue)];
  }
  if (issue.code === 'invalid_type' && issue.expected !== 'int') return [wrongType(path, value, node)];
  return [invalidValue(path, value, node, issue)];
}

/** Whether the value has the right type at its root, and the fault is somewhere in it. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

function unknownKey(path: readonly Step[], parent: JsonSchema, schema: JsonSchema): Explanation {
  const key = String(path.at(-1));
  const siblings = alternatives(parent).flatMap(
    option => option.propertyNames?.enum?.map(String) ?? Object.keys(option.properties ?? {}),
  );
  const renamed = renamedKeys[formatPath(path)];
  const near = closest(key, siblings);
  const [elsewhere, ...more] = properties(schema).filter(property => lastKey(property.path) === key);
  const meant = near ?? (more.length === 0 ? elsewhere?.path : undefined);
  return {
    rule: 'unknownKey',
    path,
    message: renamed === undefined ? `unknown key \`${key}\`` : `\`${key}\` is now called \`${renamed}\``,
    allowed: siblings.map(sibling => `\`${sibling}\``).join(', '),
    repair:
      renamed !== undefined
        ? `rename it to \`${renamed}\``
        : meant === undefined
          ? `remove \`${key}\``
          : `did you mean \`${meant}\`?`,
  };
}

/** A key of a mapping whose keys the author chooses, such as labels. */
function invalidKey(path: readonly Step[], parent: JsonSchema): Explanation {
  const [form = {}] = alternatives(parent).flatMap(option => option.propertyNames ?? []);
  return {
    rule: 'invalidValue',
    path,
    message: `\`${formatPath(path.slice(0, -1))}\` cannot have the key \`${show(path.at(-1))}\``,
    allowed: describe(form),
    repair: fixValue(path.at(-1), [], form),
  };
}

function missingKey(path: readonly Step[], node: JsonSchema): Explanation {
  const key = String(path.at(-1));
  return {
    rule: 'missingKey',
    path,
    message: `\`${formatPath(path)}\` is missing`,
    allowed: describe(node),
    repair: node.description === undefined ? `add \`${key}\`` : `add \`${key}\`: ${lowerFirst(node.description)}`,
  };
}

function wrongType(path: readonly Step[], value: unknown, node: JsonSchema): Explanation {
  const allowed = describe(node);
  const found = typeof value === 'string' && literalOf(value) !== undefined ? `"${value}"` : value;
  return { rule: 'wrongType', path, message: refuse(path, found), allowed, repair: fixType(value, node, allowed) };
}

function fixType(value: unknown, node: JsonSchema, allowed: string): string {
  const types = alternatives(node).map(option => option.type);
  if (value === null) return `write ${allowed}, or remove the key`;
  if (typeof value !== 'object' && types.includes('string')) return `put it in quotes: \`"${value}"\``;
  const literal = typeof value === 'string' ? literalOf(value) : undefined;
  if (literal !== undefined && types.includes(typeof literal === 'boolean' ? 'boolean' : 'integer'))
    return `remove the quotes: \`${value}\``;
  if (value === true && types.includes('object')) return 'write `{}` to turn it on with its defaults';
  if (!Array.isArray(value) && types.includes('array')) return `write a list: \`[${show(value)}]\``;
  return `write ${allowed}`;
}

/** The number or Boolean that a text would be without its quotes. */
function literalOf(text: string): number | boolean | undefined {
  return /^(?:0|[1-9]\d*|true|false)$/.test(text) ? JSON.parse(text) : undefined;
}

function invalidValue(path: readonly Step[], value: unknown, node: JsonSchema, issue: Issue): Explanation {
  const options = 'options' in issue ? (issue.options ?? []) : valuesOf(node);
  const allowed = options.length > 0 ? quoteAll(options) : describe(node);
  const { because, repair } = refusalOf(issue);
  return {
    rule: 'invalidValue',
    path,
    message: because === undefined ? refuse(path, value) : `${refuse(path, value)}: ${because}`,
    allowed,
    repair: repair ?? fixValue(value, options, node),
  };
}

/** What the form of a text says of it, beside that it is refused. */
function refusalOf(issue: Issue): Partial<Refusal> {
  return issue.code === 'custom' ? (issue.params ?? {}) : {};
}

function fixValue(value: unknown, options: readonly unknown[], node: JsonSchema): string {
  const near = closest(
    String(value),
    options.map(option => String(option)),
  );
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const example = exampleOf(node);
  if (example !== undefined) return `write it like \`${example}\``;
  if (Array.isArray(value)) return 'add an item';
  return options.length > 0 ? 'write one of them' : `write ${describe(node)}`;
}

function refuse(path: readonly Step[], value: unknown): string {
  const place = path.length === 0 ? 'the cluster file' : `\`${formatPath(path)}\``;
  if (value === null) return `${place} is empty`;
  if (Array.isArray(value) && value.length === 0) return `${place} is an empty list`;
  if (Array.isArray(value) || isRecord(value))
    return `${place} cannot be a ${Array.isArray(value) ? 'list' : 'mapping'}`;
  return `${place} cannot be \`${show(value)}\``;
}

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const lowerFirst = (text: string): string =>
  text.replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase()).replace(/\.$/, '');
