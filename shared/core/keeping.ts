// Keeps results of functions by their arguments, for functions whose value depends on nothing else.

const MOST_KEPT = 2_000;

/** Keeps the results of `make` by key, so many at most: a table that is full is begun anew. */
export function keeping<K extends readonly (string | number)[], T>(
  make: (...key: K) => T,
  most = MOST_KEPT,
): (...key: K) => T {
  const made = new Map<string, { readonly value: T }>();
  return (...key) => {
    const text = textOf(key);
    const known = made.get(text);
    if (known !== undefined) return known.value;
    const value = make(...key);
    if (made.size >= most) made.clear();
    made.set(text, { value });
    return value;
  };
}

/** One text for each list of arguments: an ambiguous list is written as JSON, which takes three times as long. */
function textOf(key: readonly (string | number)[]): string {
  const text = key.join(SEPARATOR);
  return key.some((word) => typeof word === 'string' && word.includes(SEPARATOR)) ? JSON.stringify(key) : text;
}

/** In no id, name or zone. */
const SEPARATOR = '\u0000';
