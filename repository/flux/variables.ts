import { isRecord } from '../../model/manifest';
import { parseYaml, YamlSyntaxError } from '../../model/yaml';

/** What a variable is set to: undefined where it is not set, `unknown` where these files do not show it. */
export type Setting = string | undefined | typeof unknown;

/** The value of a variable that comes from an encrypted Secret, or from an object that something else makes. */
export const unknown = Symbol('unknown');

export type Lookup = (name: string) => Setting;

/** `${NAME}`, with whatever follows the name; `$${NAME}` is the text itself. */
const variable = /\$?\$\{[^{}]*(?:\$\{[^{}]*\}[^{}]*)*\}/g;

/** Whether a text holds a variable whose value is not known: so the whole text is not. */
export const hasVariable = (text: string): boolean => /(?<!\$)\$\{[_A-Za-z]\w*[^}]*\}/.test(text);

/** A text that a template or a variable completes: nothing can be said of what it names. */
export const isTemplate = (text: string) => hasVariable(text) || text.includes('{{');

/**
 * Replaces variables in an object as Flux does after the build; those that are not known remain. Flux replaces in the
 * text of the manifest, so that a value without quotes may become a number, a Boolean or a list
 * (fluxcd/pkg/kustomize 1.x kustomize_varsub.go).
 */
export function substitute(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map(item => substitute(item, lookup));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key.includes('${') ? substituteText(key, lookup) : key,
        substitute(item, lookup),
      ]),
    );
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const text = substituteText(value, lookup);
  return text === value || hasVariable(text) || !isPlain(value) ? text : readAgain(text);
}

/** Whether YAML writes the text without quotes, as Kustomize then does. */
const isPlain = (text: string) => !/\n|: |:$| #|^[\s#&*!|>%@`"'[\]{},?-]|\s$/.test(text);

function readAgain(text: string): unknown {
  try {
    const [document] = parseYaml(text);
    return document === undefined ? null : document.value;
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return text;
  }
}

/** Whether something in a value would be replaced. */
export function needsSubstitution(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (Array.isArray(value)) return value.some(needsSubstitution);
  return isRecord(value) && Object.entries(value).some(([key, item]) => key.includes('${') || needsSubstitution(item));
}

export function substituteText(text: string, lookup: Lookup): string {
  return text.replaceAll(variable, match => {
    if (match.startsWith('$$')) return match.slice(1);
    const [, name = '', operation = ''] = /^\$\{([_A-Za-z]\w*)([\s\S]*)\}$/.exec(match) ?? [];
    if (name === '') return match;
    const result = apply(lookup(name), operation, word => substituteText(word, lookup));
    return result === unknown ? match : result;
  });
}

/** Operations on variables, as in Bash (fluxcd/pkg/envsubst 1.x path.go, funcs.go). */
function apply(value: Setting, operation: string, expand: (word: string) => string): string | typeof unknown {
  const [, operator, word = ''] = /^(:?[-=+?]|\/\/?|##?|%%?|\^\^?|,,?|:)([\s\S]*)$/.exec(operation) ?? [];
  // Another program's expression, `${schema.spec.name}`, is left to it.
  if (value === unknown || (operator === undefined && operation !== '')) return unknown;
  switch (operator) {
    case ':-':
    case ':=':
    case '-':
    case '=':
      return value === undefined || (value === '' && operator.startsWith(':')) ? resolved(expand(word)) : value;
    case ':+':
    case '+':
      return value === undefined || value === '' ? '' : resolved(expand(word));
    default:
      return changed(value ?? '', operator ?? '', word);
  }
}

const resolved = (text: string) => (hasVariable(text) ? unknown : text);

function changed(value: string, operator: string, word: string): string {
  switch (operator) {
    case '^':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case '^^':
      return value.toUpperCase();
    case ',':
      return value.slice(0, 1).toLowerCase() + value.slice(1);
    case ',,':
      return value.toLowerCase();
    case ':': {
      const [from = 0, length] = word.split(':').map(Number);
      return value.slice(from, length === undefined ? undefined : from + length);
    }
    case '/':
    case '//': {
      const [old = '', by = ''] = word.split('/');
      return operator === '/' ? value.replace(old, () => by) : value.replaceAll(old, () => by);
    }
    case '#':
    case '##':
      return value.startsWith(word) ? value.slice(word.length) : value;
    case '%':
    case '%%':
      return value.endsWith(word) ? value.slice(0, value.length - word.length) : value;
    default:
      return value;
  }
}
