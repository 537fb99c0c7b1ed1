// The next acts for a web hook: those that the server took in after a position, in that order. The acts of one copy are
// therefore in order, also from several desks.

import { formatInstant } from '../../shared/core/instant.ts';
import type { HookedAct } from '../../shared/wire/webhook.ts';
import { positionsAfter } from '../feed/told-positions.ts';
import type { ReadTx } from '../store/store.ts';

/** About as many in one message: a position is sent whole. */
const MOST = 200;

/** The next acts to send: up to a position, which is null when nothing came after `from`. */
export type ToTell = { readonly acts: readonly HookedAct[]; readonly to: number | null };

/** A stretch of positions: `until` null = as much as one message holds. */
export type Stretch = { readonly from: number; readonly until: number | null };

/** Where the next message ends; null when nothing came. A message that is sent again ends where it did. */
export async function endOfNext(tx: ReadTx, { from, until }: Stretch): Promise<number | null> {
  if (until !== null) return until;
  return (await positionsAfter(tx, from, MOST)).at(-1) ?? null;
}

/** Reads the acts. `names`: only these; null = all. */
export async function actsToTell(tx: ReadTx, stretch: Stretch, names: readonly string[] | null): Promise<ToTell> {
  const { from } = stretch;
  const to = await endOfNext(tx, stretch);
  if (to === null) return { acts: [], to };
  const own = await answeredActs(tx)
    .where('receipt.position', '>', from)
    .where('receipt.position', '<=', to)
    .where('envelope.outcome', '=', 'applied')
    // One that was held is sent when it was released, not where it came in.
    .where('envelope.released_by', 'is', null)
    .execute();
  const released = await releasedActs(tx, { from, to });
  const filled = await filledActs(tx, { from, to });
  const rows = [...own, ...released, ...filled].toSorted(
    (a, b) => a.position - b.position || compare(a.stream, b.stream) || a.seq - b.seq,
  );
  const acts = rows
    .filter(({ name }) => names === null || names.includes(name))
    .map((row): HookedAct => ({
      id: row.id,
      name: row.name,
      at: formatInstant(row.at),
      receivedAt: formatInstant(row.received),
      desk: row.desk ?? SERVER,
      branch: row.branch === '' ? null : row.branch,
      item: row.item === null ? null : { id: row.item, barcode: row.barcode },
      title: row.titleOfItem ?? row.title,
      loan: row.loan === null || row.due === null ? null : { id: row.loan, dueAt: formatInstant(row.due) },
    }));
  return { acts, to };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The columns of envelopes for messages; the query adds its condition. */
function envelopesTold({ db }: ReadTx) {
  return db
    .selectFrom('envelope')
    .leftJoin('desk', 'desk.id', 'envelope.desk_id')
    .leftJoin('event', 'event.id', 'envelope.id')
    .leftJoin('item', 'item.id', 'event.item_id')
    .leftJoin('loan', 'loan.id', 'event.loan_id')
    .select([
      'envelope.id as id',
      'envelope.stream as stream',
      'envelope.seq as seq',
      'envelope.name as name',
      'envelope.effective_at as at',
      'envelope.received_at as received',
      'desk.name as desk',
      'desk.branch as branch',
      'event.item_id as item',
      'event.title_id as title',
      'item.barcode as barcode',
      'item.title_id as titleOfItem',
      'loan.id as loan',
      'loan.due_at as due',
    ]);
}

/** Envelopes with the position of their own answers. */
function answeredActs(tx: ReadTx) {
  return envelopesTold(tx)
    .innerJoin('receipt', (join) =>
      join.onRef('envelope.stream', '=', 'receipt.stream').onRef('envelope.seq', '=', 'receipt.seq'),
    )
    .select('receipt.position as position');
}

/** Acts that were released in a stretch, with the position of the releasing act. */
function releasedActs(tx: ReadTx, { from, to }: { readonly from: number; readonly to: number }) {
  return envelopesTold(tx)
    .innerJoin('receipt', 'receipt.id', 'envelope.released_by')
    .select('receipt.position as position')
    .where('receipt.position', '>', from)
    .where('receipt.position', '<=', to)
    .where('envelope.released_position', 'is', null)
    .execute();
}

/** Acts that waited for their arguments alone, which came in a stretch. */
async function filledActs(tx: ReadTx, { from, to }: { readonly from: number; readonly to: number }) {
  const rows = await envelopesTold(tx)
    .select('envelope.released_position as position')
    .where('envelope.released_position', '>', from)
    .where('envelope.released_position', '<=', to)
    .execute();
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** Stands for a desk in acts that the server does by itself. */
const SERVER = 'server';
