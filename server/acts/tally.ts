// Questions of the reference tally, a row each: reports of years read them, also when the acts themselves are long purged.

import { actEffect } from './act-effect.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import type { CountedTally } from '../../shared/reports/tally.ts';
import { shiftId, type ActId, type ShiftId } from '../../shared/core/ids.ts';
import type { ActHeader } from '../../shared/circ/acts.ts';
import type { CommandOf } from '../../shared/acts/commands.ts';
import { keepEarlyTally, takeEarlyTally, type TallyWrite } from '../log/early-tally-writes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** A desk undoes and describes its own alone. The last description stands, in the order in which they were recorded. */
export const tallyEffect = actEffect(
  { tally: true, describeTally: true, undo: true },
  'after folds',
  async (tx, own, _applying, batch) => {
    const inBatch = new Set(batch.map(({ header }) => header.id));
    for (const { header, body, command } of own) {
      const { id: act, at, desk } = header;
      if (command.name === 'tally') await count(tx, { header, shift: body.shiftId ?? null, told: command.told });
      else if (command.name === 'describeTally') {
        const { tally, mode, subject } = command.told;
        await write(tx, { act, tally, desk, at, described: { mode, subject } }, inBatch);
      } else await write(tx, { act, tally: command.args.commandId, desk, at, described: null }, inBatch);
    }
  },
);

type Counted = {
  readonly header: ActHeader;
  readonly shift: ShiftId | null;
  readonly told: CommandOf<'tally'>['told'];
};

async function count(tx: WriteTx, { header, shift, told }: Counted): Promise<void> {
  const { id, at, desk, branch } = header;
  // It came under a newer stream of the desk already, and may be undone or described since.
  if ((await rowOf(tx, id)) !== undefined) return;
  const { isUndone, described } = await takeEarlyTally(tx, { tally: id, desk });
  const { mode, subject } = described ?? told;
  const undone = isUndone ? 1 : 0;
  const what = { tier: told.tier, mode, subject, undone, described_at: described?.at ?? at };
  await tx.upsert('reference_tally', [{ id, at, desk_id: desk, branch, shift_id: shift, ...what }]);
}

async function write(tx: WriteTx, one: TallyWrite, inBatch: ReadonlySet<ActId>): Promise<void> {
  const { tally, desk, at, described } = one;
  const row = await rowOf(tx, tally);
  if (row === undefined) {
    // Most acts that are undone are no questions.
    if (inBatch.has(tally) || (await isKnown(tx, tally))) return;
    return keepEarlyTally(tx, one);
  }
  if (row.desk !== desk) return;
  const question = tx.db.updateTable('reference_tally').where('id', '=', tally);
  if (described === null) await question.set({ undone: 1 }).execute();
  else if (Number(row.describedAt) <= at) await question.set({ ...described, described_at: at }).execute();
}

function rowOf({ db }: ReadTx, id: ActId) {
  const rows = db.selectFrom('reference_tally').select(['desk_id as desk', 'described_at as describedAt']);
  return rows.where('id', '=', id).executeTakeFirst();
}

async function isKnown({ db }: ReadTx, act: ActId): Promise<boolean> {
  const applied = db.selectFrom('envelope').select('id').where('id', '=', act).where('outcome', '=', 'applied');
  return (await applied.executeTakeFirst()) !== undefined;
}

/** Questions of a time that stand. */
export async function talliesIn(
  tx: ReadTx,
  { from, to }: ReportPeriod,
): Promise<(CountedTally & { readonly shiftId: ShiftId | null })[]> {
  const rows = await tx.db
    .selectFrom('reference_tally')
    .select(['at', 'tier', 'mode', 'subject', 'shift_id as shift'])
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('undone', '=', 0)
    .execute();
  return rows.map(({ shift, ...one }) => ({ ...one, shiftId: shift === null ? null : shiftId(shift) }));
}
