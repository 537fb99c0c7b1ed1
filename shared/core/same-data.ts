// Whether two pieces of plain data are the same. By their content alone: rows that the database driver makes may have been given their prototypes
// by another realm of the same process, which Node's own comparison takes for a difference.

/**
 * Compares values, lists and records of such, deeply. The order of a record's fields does not count; a field that holds undefined is another one
 * than none. Throws for other objects (a Map, a Date), since nothing here would look into them.
 */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b);
  return !Array.isArray(b) && isSameRecord(parseRecord(a), parseRecord(b));
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => isSameData(value, b[index]));
}

type PlainRecord = Readonly<Record<string, unknown>>;

function isSameRecord(a: PlainRecord, b: PlainRecord): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameData(a[key], b[key]))
  );
}

function parseRecord(value: object): PlainRecord {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new TypeError('this is no plain data');
  return value as PlainRecord;
}
