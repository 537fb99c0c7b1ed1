// Opens the database of a server: the embedded file `central.db` of a data folder, or PostgreSQL by its URL. Every program that reads or
// writes the library comes through here, so that all use the same key and the same tables.

import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore, SeqMark } from '../../db/keys/key-store.ts';
import { openSecrets, type OpenSecretsRequest } from '../../db/keys/open-secrets.ts';
import type { FileKey } from '../../db/open/file-key.ts';
import { errorAt } from '../../db/open/sqlite-error.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { streamId } from '../../shared/core/ids.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { openPostgresStore } from './postgres/open-postgres.ts';
import { guardCentral } from './sqlite/guard-central.ts';
import { openSqliteStore } from './sqlite/open-sqlite.ts';
import type { Store } from './store.ts';

/** Where the library is kept. */
export type Place =
  | { readonly kind: 'embedded'; readonly data: string }
  | { readonly kind: 'postgres'; readonly url: string };

export type OpenStoreRequest = {
  readonly place: Place;
  readonly clock: Clock;
  readonly random: Random;
  /** Keeps the key of the embedded file; null = the file is not encrypted. */
  readonly keyStore: KeyStore | null;
  /** Called with the folder of an embedded file before it is opened: `serve` takes its owner lock then. The file is looked through before it serves. */
  readonly own?: (dir: string) => void;
};

/** Beside the key: a library is kept in this folder. Where its file is gone then, a new one in its place would hide that. */
export const MADE: SeqMark = { stream: streamId('central'), seq: 1 };

/** The same of a library that has come to a feed position; one that was just made stands at 0. */
export const markOfPosition = (position: number): SeqMark => ({ ...MADE, seq: MADE.seq + position });
const positionOfMark = (mark: SeqMark): number => mark.seq - MADE.seq;

/** Whether the folder of this key store has held a library. */
export async function keptLibrary(keyStore: Pick<KeyStore, 'loadMark'>): Promise<boolean> {
  return (await keyStore.loadMark())?.stream === MADE.stream;
}

/** The place that `--database` and `--data` name: `embedded`, or a `postgres://` URL. */
export function placeOf(database: string, data: string): Place {
  return /^postgres(ql)?:\/\//.test(database) ? { kind: 'postgres', url: database } : { kind: 'embedded', data };
}

/** Opens it, makes it when it never was there, brings its tables up to date. Throws HF-DB-…, HF-SERVER-003 or 004. */
export async function openStore({ place, clock, random, keyStore, own }: OpenStoreRequest): Promise<Store> {
  const birth = { now: clock.now(), epoch: Buffer.from(random.bytes(16)).toString('hex') };
  if (place.kind === 'postgres') return openPostgresStore(place.url, birth);
  const path = join(place.data, 'central.db');
  prepareFolder(place.data);
  own?.(place.data);
  const isNew = !existsSync(path) || statSync(path).size === 0;
  const wasMade = (await keyStore?.loadMark()) ?? null;
  if (isNew && wasMade !== null) throw new HoldfastError('HF-DB-017', { path });
  const key = keyStore === null ? null : await fileKey(keyStore, { random, dir: place.data, mayMint: isNew });
  if (!isNew && own !== undefined) {
    await guardCentral(
      { path, key },
      {
        known: wasMade === null ? 0 : positionOfMark(wasMade),
        now: birth.now,
        noteKnown: async (position) => keyStore?.saveMark(markOfPosition(position)),
      },
    );
  }
  // SQLite gives its other files the rights of this one.
  if (isNew) closeSync(openSync(path, 'a', 0o600));
  const store = await openSqliteStore({ path, key }, birth);
  if (wasMade === null) await keyStore?.saveMark(MADE);
  return store;
}

function prepareFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw errorAt(dir, error);
  }
}

/** The key of an embedded file. */
export async function fileKey(
  store: KeyStore,
  from: Pick<OpenSecretsRequest<'centralKey'>, 'random' | 'dir' | 'mayMint'>,
): Promise<FileKey> {
  const { centralKey } = await openSecrets({ ...from, store, kinds: { centralKey: 'bytes' } });
  return centralKey;
}
