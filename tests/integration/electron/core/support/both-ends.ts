// The ledger of a desk and the database of the server, for a comparison.

import { readAllRows } from '../../../../../server/store/read-rows.ts';
import type { Row, RowKind } from '../../../../../shared/wire/rows.ts';
import { activeGeneration } from '../../../../../db/ledger/desk-state.ts';
import { openReplicaReader, type ReplicaReader } from '../../../../../db/replica/open-replica.ts';
import { required } from '../../../../../shared/core/assert.ts';
import type { DeskWorld } from './desk-world.ts';
import type { RunningDesk } from './running-desk.ts';

/** Texts of receipts by `stream/seq`. */
export type Receipts = Readonly<Record<string, string>>;

/** The answers that a desk keeps. */
export function ledgerReceipts({ core }: RunningDesk): Receipts {
  const rows = core.files.ledger.all<{ place: string; text: string }>(
    "SELECT stream || '/' || seq AS place, text FROM receipt ORDER BY stream, seq",
  );
  return Object.fromEntries(rows.map(({ place, text }) => [place, text]));
}

/** The answers that the server keeps for a desk. */
export async function serverReceipts({ served }: DeskWorld, desk: RunningDesk): Promise<Receipts> {
  const rows = await served.store.read((tx) =>
    tx.db
      .selectFrom('receipt')
      .select(['stream', 'seq', 'body'])
      .where('desk_id', '=', desk.core.desk.identity.deskId)
      .orderBy('stream')
      .orderBy('seq')
      .execute(),
  );
  return Object.fromEntries(rows.map(({ stream, seq, body }) => [`${stream}/${seq}`, body]));
}

/** Acts in the ledger of a desk, in the order of recording. */
export function ledgerActs({
  core,
}: RunningDesk): { readonly stream: string; readonly seq: number; readonly id: string }[] {
  return core.files.ledger.all('SELECT stream, seq, id FROM envelope ORDER BY n');
}

/** Ids of the acts that the server has taken in from a desk. */
export async function serverActs({ served }: DeskWorld, desk: RunningDesk): Promise<string[]> {
  const rows = await served.store.read((tx) =>
    tx.db.selectFrom('event').select('id').where('desk_id', '=', desk.core.desk.identity.deskId).execute(),
  );
  return rows.map(({ id }) => id);
}

/** Rows of one kind as the server has them. */
export function serverRows<K extends RowKind>({ served }: DeskWorld, kind: K): Promise<Row<K>[]> {
  return served.store.read((tx) => readAllRows(tx, kind));
}

/** Another look into the copy of a running desk. */
export function lookIntoCopy({ core, place }: RunningDesk): ReplicaReader {
  const generation = required(activeGeneration(core.files.ledger), () => 'no copy is in use');
  return openReplicaReader({ dir: place.data, generation, key: core.files.secrets.replicaKey });
}
