import { commentsIn, type YamlComment } from './yaml-comments';

/** How comments begin, by the extension of a file; everywhere else `#` begins one. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [
    /\.(?:[cm]?[jt]sx?|jsonc|go|java|kts?|rs|c|cc|cpp|h|hpp|cs|php|swift|scala|dart|groovy|proto|jsonnet|libsonnet)$/i,
    '//',
  ],
  [/\.(?:mdx?|markdown|html?|xml|svg|vue)$/i, '<!--'],
  [/\.(?:sql|lua|hs|elm)$/i, '--'],
  [/\.(?:el|clj|lisp|asm)$/i, ';'],
];

/** The comments of a file that begin with a marker: of YAML as its grammar has them, of all else line by line. */
export function commentsOf(file: string, text: string, marker: string): YamlComment[] {
  if (!text.includes(marker)) return [];
  const beginning = beginnings.find(([extension]) => extension.test(file))?.[1];
  if (beginning === undefined && (/\.(?:ya?ml|json)$/i.test(file) || file === '-')) return commentsIn(text, marker);
  const comment = new RegExp(`^(.*?)(?<=^|\\s)${beginning ?? '#'}\\s*${marker}\\b:?(.*?)(?:-->\\s*)?$`);
  return text.split('\n').flatMap((line, index) => {
    const [, before, words] = comment.exec(line) ?? [];
    return before === undefined || words === undefined
      ? []
      : [{ text: words.trim(), line: index + 1, isAlone: before.trim() === '' }];
  });
}
