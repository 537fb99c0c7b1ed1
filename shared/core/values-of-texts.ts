// Keeps the values that stored texts were read as. Folds, overlays, screens and the server read the same few rows again and again, and reading
// one takes longer than all later work on it. The value of a text of a kind depends on nothing else, so that all files of a program share them.

/** Values that are kept at most, of the newest generation and of the one before it each. */
const MOST_KEPT = 5_000;

/** Values under their texts, one table for each kind. */
type Generation = Map<string, Map<string, unknown>>;

/**
 * The value of a text of some kind, which `read` makes the first time. Callers must not change it. One kind has one
 * `read`.
 */
export type ValueOfText = <T>(kind: string, text: string, read: (text: string) => T) => T;

/** For the whole program. */
export const valueOfText: ValueOfText = valuesOfTexts();

function valuesOfTexts(): ValueOfText {
  let newest: Generation = new Map();
  let older: Generation = new Map();
  let kept = 0;
  return <T>(kind: string, text: string, read: (text: string) => T): T => {
    const known = newest.get(kind)?.get(text);
    if (known !== undefined) return parseValue<T>(known);
    const value = older.get(kind)?.get(text) ?? read(text);
    if (kept >= MOST_KEPT) {
      older = newest;
      newest = new Map();
      kept = 0;
    }
    const values = newest.get(kind) ?? new Map<string, unknown>();
    newest.set(kind, values.set(text, value));
    kept += 1;
    return parseValue<T>(value);
  };
}

/** It was made by the `read` of its kind. */
const parseValue = <T>(value: unknown): T => value as T;
