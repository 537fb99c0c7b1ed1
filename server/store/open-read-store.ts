// Opens the database of a store once more, for reading alone: what another thread of the same process does with it.

import { openPostgresReadStore } from './postgres/open-postgres.ts';
import { openSqliteReadStore } from './sqlite/open-sqlite.ts';
import type { ClosableReadStore, StoreAccess } from './store.ts';

/** The store. Its database is migrated already: an open store gave the access. */
export function openReadStore(access: StoreAccess): ClosableReadStore {
  return access.kind === 'sqlite' ? openSqliteReadStore(access) : openPostgresReadStore(access.url);
}
