import { RE2JS } from 're2js';

/** The fault of an expression in RE2's own words, undefined where it compiles. */
export function re2Fault(text: string): string | undefined {
  try {
    RE2JS.compile(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  }
}
