// An undo or a description of a question that arrived before the question itself: a desk that was restored may send its new stream before the rest of
// its old one. Kept until the question is counted. [I24]

import type { ActId, DeskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { WriteTx } from '../store/store.ts';

/** An act of a desk about a question: an undo, or a description. */
export type TallyWrite = {
  readonly act: ActId;
  readonly tally: ActId;
  readonly desk: DeskId;
  readonly at: Instant;
  /** Null: it undoes the question. */
  readonly described: { readonly mode: string | null; readonly subject: string | null } | null;
};

/** Keeps a write of a question that is not there. */
export async function keepEarlyTally(tx: WriteTx, { act, tally, desk, at, described }: TallyWrite): Promise<void> {
  const { mode = null, subject = null } = described ?? {};
  const undone = described === null ? 1 : 0;
  await tx.upsert('early_tally_write', [{ act_id: act, tally_id: tally, desk_id: desk, at, undone, mode, subject }]);
}

/** Whether a question is undone, and its last description. */
export type EarlyOfTally = {
  readonly isUndone: boolean;
  readonly described: { readonly mode: string | null; readonly subject: string | null; readonly at: Instant } | null;
};

/** Takes out the kept writes of a question that is counted now; those of other desks are no word about it. */
export async function takeEarlyTally(
  tx: WriteTx,
  { tally, desk }: Pick<TallyWrite, 'tally' | 'desk'>,
): Promise<EarlyOfTally> {
  const found = await tx.db.selectFrom('early_tally_write').selectAll().where('tally_id', '=', tally).execute();
  if (found.length > 0) await tx.db.deleteFrom('early_tally_write').where('tally_id', '=', tally).execute();
  const own = found.filter((one) => one.desk_id === desk);
  const last = own
    .filter(({ undone }) => undone === 0)
    .toSorted((a, b) => Number(a.at) - Number(b.at) || (a.act_id < b.act_id ? -1 : 1))
    .at(-1);
  return {
    isUndone: own.some(({ undone }) => undone === 1),
    described: last === undefined ? null : { mode: last.mode, subject: last.subject, at: Number(last.at) },
  };
}
