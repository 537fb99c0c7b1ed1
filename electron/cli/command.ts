// The type of a subcommand. One file per subcommand; command-list.ts lists them.

import type { ParseArgsOptionsConfig } from 'node:util';

/** Where a subcommand writes: results on `out`, everything else on `err`. */
export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when the reader has room for more, so that a long list is not kept in memory; false = the reader is gone. */
  readonly taken: () => Promise<boolean>;
  /** Resolves when all is written; with the error when the results could not be. */
  readonly flushed: () => Promise<Error | null>;
};

/** Options as parsed, by name. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export type Run = {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly io: Io;
  readonly env: NodeJS.ProcessEnv;
};

export type Command = {
  /** The text of `--help`, after the name. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** The number of words it takes besides its options; none by default. */
  readonly mostWords?: number;
  /** Exit code: 0 success, 1 a failed check or refused input, 2 wrong usage. */
  readonly run: (run: Run) => Promise<number>;
};

/** A subcommand in the list. Its modules are loaded only when it runs. */
export type CommandEntry = {
  readonly name: string;
  /** One line for the list; null = not listed. */
  readonly summary: string | null;
  readonly load: () => Promise<Command>;
};

/** Wrong usage: one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Refuses words after the first `most`: a word too many is mostly a value whose option was forgotten. */
export function refuseWords(words: readonly string[], most: number): void {
  const extra = words[most];
  if (extra !== undefined) throw new UsageError(`"${extra}" is not expected here`);
}

/** The text of an option, when it was given. */
export function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

/** The text of an option that must be given. */
export function requiredText(values: Values, name: string): string {
  const value = textOf(values, name);
  if (value === null || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

/** Whether a flag was given. */
export function hasFlag(values: Values, name: string): boolean {
  return values[name] === true;
}

/** A whole number option. */
export function wholeNumber(values: Values, name: string, range: { min: number; max: number }): number | null {
  const text = textOf(values, name);
  if (text === null) return null;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < range.min || number > range.max) {
    throw new UsageError(`--${name} takes a whole number from ${range.min} to ${range.max}, not "${text}"`);
  }
  return number;
}

/** The value of a yes-or-no option; null = not given. */
export function yesOrNo(values: Run['values'], option: string): boolean | null {
  const text = textOf(values, option);
  if (text !== null && text !== 'yes' && text !== 'no')
    throw new UsageError(`--${option} takes yes or no, not "${text}"`);
  return text === null ? null : text === 'yes';
}
