// Records of another system by their ids. A server may give fewer than it is asked for, by a limit of its own.

/** Those that are there, by id. Asked for again while some are missing and the last answer brought new ones; those that are not there are left out. */
export async function recordsById<K, T>(
  ids: readonly K[],
  ask: (wanted: readonly K[]) => Promise<readonly T[]>,
  idOf: (record: T) => K,
): Promise<ReadonlyMap<K, T>> {
  const found = new Map<K, T>();
  let wanted: readonly K[] = [...new Set(ids)];
  while (wanted.length > 0) {
    const before = found.size;
    for (const one of await ask(wanted)) found.set(idOf(one), one);
    wanted = found.size === before ? [] : wanted.filter((id) => !found.has(id));
  }
  return found;
}
