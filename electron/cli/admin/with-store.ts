// Opens the library's database for an administrative command, also while a server runs on it, and closes it again.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import type { KeyStore } from '../../../db/keys/key-store.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { errorAt } from '../../../db/open/sqlite-error.ts';
import { openStore, placeOf, type Place } from '../../../server/store/open-store.ts';
import { databaseAddress } from '../../../server/store/postgres/database-address.ts';
import { StoreFailureError, type Store } from '../../../server/store/store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { requiredText, textOf, UsageError, type Run } from '../command.ts';
import { clockOf } from '../clock-option.ts';
import { makeFolder } from '../make-folder.ts';

export type StoreContext = { readonly store: Store; readonly clock: Clock };

/** The database that `--database` (default `embedded`) and `--data` name. */
export function placeOption({ values }: Pick<Run, 'values'>): Place {
  const database = textOf(values, 'database') ?? 'embedded';
  const isUrl = /^postgres(ql)?:\/\//.test(database);
  if (!isUrl && database !== 'embedded')
    throw new UsageError(`--database takes embedded or a postgres:// URL, not "${database}"`);
  return placeOf(database, isUrl ? '' : resolve(requiredText(values, 'data')));
}

/** Runs some work on a store that must be there already. */
export async function withStore<T>(run: Run, work: (context: StoreContext) => Promise<T>): Promise<T> {
  const place = placeOption(run);
  if (place.kind === 'embedded' && !existsSync(join(place.data, 'central.db'))) {
    throw new HoldfastError('HF-CLI-006', { name: 'the database', value: join(place.data, 'central.db') });
  }
  return withPlace(run, place, work);
}

/** The key store of an embedded database, whose folder is made when it is not there. */
export function embeddedKeyStore(dir: string): KeyStore {
  makeFolder(dir);
  return systemKeyStore(dir);
}

/** Runs some work on a store, which is made when it is not there. */
export async function withPlace<T>(run: Run, place: Place, work: (context: StoreContext) => Promise<T>): Promise<T> {
  const clock = clockOf(run);
  const keyStore = place.kind === 'postgres' ? null : embeddedKeyStore(place.data);
  return namingFile(place, async () => {
    const store = await openStore({ place, clock, random: systemRandom, keyStore });
    try {
      return await work({ store, clock });
    } finally {
      await store.close();
    }
  });
}

/** Names a database that fails during some work, with the remedy. Throws HF-DB-… or HF-SERVER-004. */
export async function namingFile<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfStore = error instanceof StoreFailureError;
    const cause = isOfStore ? (error.cause ?? error) : error;
    if (place.kind === 'embedded') throw errorAt(join(place.data, 'central.db'), cause);
    throw isOfStore ? new HoldfastError('HF-SERVER-004', { address: databaseAddress(place.url) }, { cause }) : error;
  }
}
