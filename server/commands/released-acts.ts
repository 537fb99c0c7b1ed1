// Acts that were held and are taken in after all: as they were sent, at the time that was fixed when they came. Their receipts stay. [I5]

import { streamId } from '../../shared/core/ids.ts';
import { actHeader } from '../../shared/circ/occurred.ts';
import { SAYS_HELD } from '../../shared/circ/held-exceptions.ts';
import { readRowsBy } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { endReleased } from '../timeline/resolutions.ts';
import { headerSource } from './admit.ts';
import { readEnvelope, type ReadCommand } from './prepare-envelopes.ts';
import type { Taken } from './taken.ts';

/**
 * The held acts that a command releases, in the order of their streams; null when none of them can be taken in. Those whose arguments
 * are gone, which this version cannot read, or whose id is that of another desk's act stay held, and keep none of the others.
 */
export async function heldActs(tx: ReadTx, release: Taken, read: ReadCommand): Promise<Taken[] | null> {
  const asked = release.recorded.flatMap((one) => (one.kind === 'releaseHeld' ? [one] : []));
  if (asked.length === 0) return [];
  const rows = await tx.db
    .selectFrom('envelope')
    .selectAll()
    .where('outcome', '=', 'held')
    .where((where) =>
      where.or([
        tx.anyOf(
          'id',
          asked.flatMap(({ ids }) => ids),
        ),
        tx.anyOf(
          'stream',
          asked.flatMap(({ streams }) => streams),
        ),
      ]),
    )
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const taken = await idsOfOthers(tx, rows);
  const whole = rows.filter(({ id, args }) => args !== null && !taken.has(id));
  const acts = whole.flatMap((row) => takenOf(row, read) ?? []);
  return acts.length === 0 && rows.length > 0 ? null : acts;
}

/** Ids under which an act of another desk counts: a second one would take its place on the timeline. */
export async function idsOfOthers(
  tx: ReadTx,
  rows: readonly { readonly id: string; readonly desk_id: string }[],
): Promise<ReadonlySet<string>> {
  const found = await tx.db
    .selectFrom('envelope')
    .select(['id', 'desk_id'])
    .where(
      tx.anyOf(
        'id',
        rows.map(({ id }) => id),
      ),
    )
    .where('outcome', '=', 'applied')
    .execute();
  const desks = new Map(rows.map(({ id, desk_id: desk }) => [id, desk]));
  return new Set(found.filter((one) => desks.get(one.id) !== one.desk_id).map(({ id }) => id));
}

/** Why a held act could not be taken in now; null where it could. */
export function lackOf(
  row: KeptEnvelope & { readonly id: string },
  idsTaken: ReadonlySet<string>,
  read: ReadCommand,
): 'args-missing' | 'id-taken' | 'malformed' | null {
  if (row.args === null) return 'args-missing';
  if (idsTaken.has(row.id)) return 'id-taken';
  return takenOf(row, read) === null ? 'malformed' : null;
}

/** Notes why acts could not be released: their exceptions can then be closed by a decision as well. */
export async function noteLacks(
  tx: WriteTx,
  releases: readonly Taken[],
  read: ReadCommand,
  changes: RowChanges,
): Promise<void> {
  const ids = releases.flatMap(({ recorded }) =>
    recorded.flatMap((one) => (one.kind === 'releaseHeld' ? one.ids : [])),
  );
  if (ids.length === 0) return;
  const rows = await tx.db
    .selectFrom('envelope')
    .selectAll()
    .where(tx.anyOf('id', ids))
    .where('outcome', '=', 'held')
    .execute();
  const taken = await idsOfOthers(tx, rows);
  const lacks = new Map(rows.map((row) => [row.id, lackOf(row, taken, read)]));
  const about = await readRowsBy(tx, 'exception', { column: 'cause', values: rows.map(({ id }) => id) });
  const own = collectChanges();
  for (const row of about) {
    const fault = lacks.get(row.cause) ?? null;
    if (row.code === 'server-fault' && row.state === 'open' && fault !== null)
      own.put('exception', { ...row, params: { ...row.params, fault } });
  }
  await writeChanges(tx, own);
  changes.add(own);
}

/** An envelope as it is kept. */
export type KeptEnvelope = {
  /** Its stream here, and its place in it: a copy of a desk went on under numbers that the desk used as well. */
  readonly stream: string;
  readonly seq: number;
  readonly body: string;
  readonly signature: string;
  readonly args: string | null;
  readonly salt: string | null;
  readonly effective_at: number;
  readonly clamped_at: number | null;
};

/** The command of a kept envelope, at the time that was fixed for it; null when it cannot be recorded, or its arguments are gone. */
export function takenOf(row: KeptEnvelope, read: ReadCommand): Taken | null {
  const { body: text, signature, args: argsText, salt } = row;
  const prepared = readEnvelope({ body: text, signature, args: argsText, salt }, read);
  if (prepared === null || prepared.body === null || prepared.command?.ok !== true) return null;
  const { body } = prepared;
  const command = prepared.command.value;
  // Its time was fixed when it came; later acts of its stream do not move it.
  const source = { ...headerSource(body), stream: streamId(row.stream), seq: row.seq };
  const header = { ...actHeader(source, null, row.clamped_at), at: row.effective_at };
  const recorded = command.record(header, body.override?.codes ?? []);
  const admitted = { prepared, header, effectiveAt: row.effective_at, clampedAt: row.clamped_at };
  return { admitted, body, command, header, recorded };
}

/** The command by which acts are released; without staff it was an event that released them. */
export type Releasing = Pick<Taken, 'recorded' | 'header'> & { readonly body: Pick<Taken['body'], 'staffId'> };

/**
 * Notes that these acts count now, and ends the exceptions about them, unless more acts are held. A stream of which all was released goes on: its
 * desk was looked at, and later acts of a copy are a fork again.
 */
export async function keepReleased(
  tx: WriteTx,
  { release, acts: released }: { readonly release: Releasing; readonly acts: readonly Taken[] },
  changes: RowChanges,
): Promise<void> {
  const named = release.recorded.flatMap((one) => (one.kind === 'releaseHeld' ? one.streams : []));
  if (released.length + named.length === 0) return;
  const ids = released.map(({ header }) => header.id);
  const own = released.map(({ header }) => header.stream);
  const streams = new Set<string>([...named, ...own, ...(await copiedFrom(tx, named))]);
  await tx.db
    .updateTable('envelope')
    .set({ outcome: 'applied', released_by: release.header.id })
    .where(tx.anyOf('id', ids))
    .execute();
  const left = await tx.db
    .selectFrom('envelope')
    .select('stream')
    .distinct()
    .where(tx.anyOf('stream', streams))
    .where('outcome', '=', 'held')
    .execute();
  for (const { stream } of left) streams.delete(stream);
  const whole = named.filter((stream) => streams.has(stream));
  await tx.db.updateTable('desk_stream').set({ status: 'open' }).where(tx.anyOf('stream', whole)).execute();
  const aside = await tx.db
    .selectFrom('quarantine')
    .select('stream')
    .distinct()
    .where(tx.anyOf('stream', streams))
    .execute();
  for (const { stream } of aside) streams.delete(stream);
  const ended = collectChanges();
  const about = await readRowsBy(tx, 'exception', { column: 'cause', values: [...ids, ...streams] });
  const over = about.filter(
    ({ code, state, releasedAt }) => SAYS_HELD.has(code) && state !== 'closed-by-event' && releasedAt === undefined,
  );
  await endReleased(tx, over, { header: release.header, staffId: release.body.staffId }, ended);
  await writeChanges(tx, ended);
  changes.add(ended);
}

/** The streams that these go on from: the acts of a copied desk are released in a stream of their own, and the desk that was copied has the card. */
async function copiedFrom(tx: ReadTx, streams: readonly string[]): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('desk_stream')
    .select('after_stream')
    .where(tx.anyOf('stream', streams))
    .where('status', '=', 'forked')
    .execute();
  return rows.flatMap(({ after_stream: before }) => before ?? []);
}
