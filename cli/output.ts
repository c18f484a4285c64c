import type { Finding } from '../model/finding';

type Stream = 'stdout' | 'stderr';

/** Prints the result of a command. */
export const print = (text: string): void => console.log(text);

/** Prints what is about the run itself: errors, warnings, how much was read. */
export const printError = (text: string): void => console.error(text);

/** Select graphic rendition of ECMA-48: bold, and a colour. */
const colours = { red: 31, green: 32, yellow: 33, cyan: 36 } as const;
type Colour = keyof typeof colours;

export const colourOf: Readonly<Record<Finding['severity'] | 'allowed' | 'denied' | 'undecidable', Colour>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  allowed: 'green',
  denied: 'red',
  undecidable: 'yellow',
};

/** Colours a word where a person sees it: on a terminal, unless NO_COLOR, CI or a dumb terminal says otherwise. */
export function paint(text: string, colour: Colour, stream: Stream = 'stdout'): string {
  return hasColours(process.env, process[stream].isTTY) ? `\u001b[1;${colours[colour]}m${text}\u001b[0m` : text;
}

/** FORCE_COLOR wins, as it does in Node; `0` turns colours off (no-color.org, force-color.org). */
export function hasColours(env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, CI: ci, TERM: term } = env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal === true && !no && !ci && term !== 'dumb';
}
