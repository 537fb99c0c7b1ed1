// Keeps acts that are folded into checkpoints beside the tables, as they were when they went, for simulations: their
// model is made from all acts. A trigger of SQLite does it, so that an act is there exactly when its fold is, also
// after a kill or a restore of the server.

import { sql } from 'kysely';
import type { Act } from '../../shared/circ/acts.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { loadAliases } from './aliases.ts';
import { idsOf, renameAct } from './merge.ts';

/** The contents of checkpoints. */
export type KeptFolded = {
  /** Under the names that items and patrons have by now. */
  readonly acts: readonly Act[];
  /** The status of an item before the first of its acts that is in its checkpoint. */
  readonly statuses: ReadonlyMap<string, Item['base']['where']['status']>;
};

/** Keeps acts that are folded from here on, and all others deleted from a timeline. Embedded libraries only. */
export async function keepFolded(store: Store): Promise<void> {
  await store.write(async ({ db }) => {
    for (const table of ['folded_act', 'folded_item'])
      await sql`create table if not exists ${sql.table(table)} (id text primary key, body text not null)`.execute(db);
    await sql`create trigger if not exists keep_folded_act after delete on event
      begin insert or replace into folded_act (id, body) values (old.id, old.body); end`.execute(db);
    await sql`create trigger if not exists keep_folded_item after update on item
      when json_extract(old.body, '$.base.foldedTo') is null and json_extract(new.body, '$.base.foldedTo') is not null
      begin insert or replace into folded_item (id, body) values (old.id, old.body); end`.execute(db);
  });
}

/** The kept contents of checkpoints. */
export async function keptFolded(tx: ReadTx): Promise<KeptFolded> {
  const acts = (await bodiesOf(tx, 'folded_act')).map((body) => parseRow('event', body));
  const items = (await bodiesOf(tx, 'folded_item')).map((body) => parseRow('item', body));
  const aliases = await loadAliases(tx, acts.flatMap(idsOf));
  return {
    acts: acts.map((act) => renameAct(act, aliases)),
    statuses: new Map(items.map(({ id, base }) => [id, base.where.status])),
  };
}

async function bodiesOf(tx: ReadTx, table: string): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`select body from ${sql.table(table)} order by id`.execute(tx.db);
  return rows.map(({ body }) => body);
}
