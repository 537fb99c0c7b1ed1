// Sets by key, which are there only while something is in them.

export type SetMap<K, V> = {
  readonly get: (key: K) => ReadonlySet<V>;
  add(key: K, value: V): void;
  remove(key: K, value: V): void;
};

/** An empty map. */
export function setMap<K, V>(): SetMap<K, V> {
  const none: ReadonlySet<V> = new Set();
  const sets = new Map<K, Set<V>>();
  return {
    get: (key) => sets.get(key) ?? none,
    add: (key, value) => {
      const set = sets.get(key);
      if (set === undefined) sets.set(key, new Set([value]));
      else set.add(value);
    },
    remove: (key, value) => {
      const set = sets.get(key);
      set?.delete(value);
      if (set?.size === 0) sets.delete(key);
    },
  };
}
