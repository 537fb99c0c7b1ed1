// Small facts that must survive a restart: the last contact, the replica in use, the desk's settings.

import { z } from 'zod';
import type { Json } from '../../shared/core/canonical-json.ts';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import type { Ledger, LedgerWriter } from './open-ledger.ts';

/** When the server last answered this desk; null before it ever did. */
export function lastContact(db: Ledger): Instant | null {
  return db.known<{ at: number }>('SELECT last_at AS at FROM contact')?.at ?? null;
}

/** Notes a contact. It costs a durable commit, so once a minute is enough. */
export function noteContact(db: LedgerWriter, at: Instant): void {
  db.transaction(() =>
    db.run(
      'INSERT INTO contact (one, last_at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET last_at = excluded.last_at',
      at,
    ),
  );
}

/** The generation of the replica in use; null before the first. */
export function activeGeneration(db: Ledger): number | null {
  return db.known<{ generation: number }>('SELECT generation FROM replica_generation')?.generation ?? null;
}

/** Makes a loaded, verified and fsynced replica the one in use. One SQL transaction: a crash leaves the old one or the new one. [I11] */
export function switchGeneration(db: LedgerWriter, generation: number, at: Instant): void {
  db.transaction(() =>
    db.run(
      `INSERT INTO replica_generation (one, generation, activated_at) VALUES (1, ?, ?)
       ON CONFLICT (one) DO UPDATE SET generation = excluded.generation, activated_at = excluded.activated_at`,
      generation,
      at,
    ),
  );
}

/** A setting of this desk, parsed by its schema; null where it is not set or was written by a version that meant something else. */
export function readSetting<T>(db: Ledger, name: string, schema: z.ZodType<T>): T | null {
  const row = db.known<{ value: string }>('SELECT value FROM setting WHERE name = ?', name);
  const parsed = row === undefined ? null : schema.safeParse(JSON.parse(row.value));
  return parsed?.success === true ? parsed.data : null;
}

/** Sets a setting. */
export function writeSetting(db: LedgerWriter, name: string, value: Json): void {
  db.transaction(() => putSetting(db, name, value));
}

/** The same within an SQL transaction of the caller's. */
export function putSetting(db: LedgerWriter, name: string, value: Json): void {
  db.run(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  );
}

const CopyCheckSchema = z.object({ at: InstantSchema, pos: z.int(), differing: z.array(z.string()) });

/** How the copy compared with the server's word when that was last given: the kinds of rows that differed. */
export type CopyCheckNote = { readonly at: Instant; readonly pos: number; readonly differing: readonly string[] };

/** Notes a comparison. */
export function noteCopyCheck(db: LedgerWriter, { at, pos, differing }: CopyCheckNote): void {
  writeSetting(db, 'copyCheck', { at, pos, differing: [...differing] });
}

/** The last comparison; null before the first. */
export function lastCopyCheck(db: Ledger): CopyCheckNote | null {
  return readSetting(db, 'copyCheck', CopyCheckSchema);
}

/** How often a copy could not be read and was thrown away. */
export function copyRebuilds(db: Ledger): number {
  return readSetting(db, 'copyRebuilds', z.int()) ?? 0;
}

/** Counts one more. */
export function countCopyRebuild(db: LedgerWriter): void {
  writeSetting(db, 'copyRebuilds', copyRebuilds(db) + 1);
}
