import type { findingFormats } from '../options';
import type { Format } from './format';
import { github } from './github';
import { json } from './json';
import { junit } from './junit';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { text } from './text';

/** How findings are printed, by the values of `--format`. */
export const formats: Readonly<Record<(typeof findingFormats)[number], Format>> = {
  text,
  json,
  sarif,
  junit,
  github,
  markdown,
};
