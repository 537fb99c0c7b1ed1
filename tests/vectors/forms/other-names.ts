// Keys that cases may write under several names for one thing.

/** The names of keys by their other names. */
export type OtherNames = Readonly<Record<string, string>>;

/**
 * The part with each key under its own name. A key that is there under both keeps the other one as it is, so that reading the part reports the extra
 * one.
 */
export function underOwnNames(part: unknown, names: OtherNames): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  const own = (key: string) => {
    const name = Object.hasOwn(names, key) ? names[key] : undefined;
    return name === undefined || name in part ? key : name;
  };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [own(key), value]));
}
