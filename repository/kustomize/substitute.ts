import { isRecord } from '../../model/manifest';

/**
 * Flux' variables in texts: `${NAME}`, with a default `${NAME:-text}` or `${NAME:=text}`, and `$${NAME}` for a text that
 * stays (fluxcd/pkg envsubst). What has no value is left as it is.
 */
export function substitute<T>(value: T, variables: ReadonlyMap<string, string>): T;
export function substitute(value: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => substitute(item, variables));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [fill(key, variables), substitute(item, variables)]),
    );
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const filled = fill(value, variables);
  // Flux fills in the text of the file, so that a number stays a number.
  const isWhole = /^\$\{[^}]*\}$/.test(value);
  if (isWhole && /^-?\d+$/.test(filled)) return Number(filled);
  return isWhole && /^(?:true|false)$/.test(filled) ? filled === 'true' : filled;
}

const fill = (text: string, variables: ReadonlyMap<string, string>) =>
  text.replaceAll(
    /(\$?)\$\{([A-Za-z_]\w*)(?::?[-=]([^}]*))?\}/g,
    (whole, dollar: string, name: string, fallback: string | undefined) =>
      dollar === '$' ? whole.slice(1) : (variables.get(name) ?? fallback ?? whole),
  );

/** A text that a template or a variable completes: nothing can be said of what it names. */
export const isTemplate = (text: string) => /\$\{\w|\{\{/.test(text);
