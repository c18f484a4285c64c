import { UsageError } from '../exit-codes';
import type { Format } from './format';
import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { text } from './text';

export const formats: Readonly<Record<string, Format>> = { text, json, sarif, junit, github, markdown };

/** @throws UsageError */
export function formatNamed(name = 'text'): Format {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined) throw new UsageError(`\`${name}\` is no format: ${Object.keys(formats).join(', ')}`);
  return format;
}
