/** Why a text is not an expression of the Common Expression Language; undefined where it parses. Names are not resolved. */
export function celFault(text: string): string | undefined {
  // Loaded where an expression is written: most cluster files have none.
  const { parse } = require('@bufbuild/cel') as typeof import('@bufbuild/cel');
  try {
    parse(text);
    return undefined;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return line.replace(/^<input>:\d+:(\d+): /, 'at character $1, ').replace(/ but expecting .{60,}/, '');
  }
}
