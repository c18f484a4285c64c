/** What follows the name of a command, in its order. */
export interface Positional {
  /** As help shows it, `DIR`. */
  readonly name: string;
  readonly explanation: string;
  readonly isOptional?: true;
}

/** An option: a switch, or one with a value. */
export interface Option {
  /** What its value is, `DIR`; a switch has none. */
  readonly value?: string;
  /** All values that are accepted. */
  readonly values?: readonly string[];
  readonly default?: string;
  /** The option and value that this switch is short for. */
  readonly means?: readonly [option: string, value: string];
  readonly explanation: string;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O> = Option extends O
  ? string | true
  : O extends { readonly values: readonly (infer Value)[] }
    ? Value
    : O extends { readonly value: string }
      ? string
      : true;

/** A command line that was read: options with a default always have a value. */
export interface Input<O extends Options> {
  readonly values: {
    readonly [Name in keyof O]: O[Name] extends { readonly default: string }
      ? ValueOf<O[Name]>
      : ValueOf<O[Name]> | undefined;
  };
  readonly positionals: readonly string[];
}

/**
 * A command of `npx infraflux`. Parsing, help, errors and completion come from this; its module is loaded when it runs,
 * by `require`: an `import()` would need the extension that it lacks.
 */
export interface Command<O extends Options = Options> {
  /** One word or two, `runtime lint`. */
  readonly name: string;
  /** What it does, in the imperative, without a full stop. */
  readonly summary: string;
  readonly description: string;
  readonly positionals: readonly Positional[];
  readonly options: O;
  /** Meaning by exit code; 64 is wrong usage of any command. */
  readonly exits: Readonly<Record<number, string>>;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** @throws UsageError */
  run(input: Input<O>): Promise<number>;
}

/** Keeps the names and values of the options as types. */
export const defineCommand = <const O extends Options>(command: Command<O>): Command<O> => command;

/** The first words of commands, each once: `runtime` of `runtime lint` and `runtime replay`. */
export const firstWords = (commands: readonly Pick<Command, 'name'>[]): string[] => [
  ...new Set(commands.flatMap(({ name }) => name.split(' ').slice(0, 1))),
];
