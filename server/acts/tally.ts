// Questions of the reference tally, a row each: reports of years read them, also when the acts themselves are long purged.

import { actEffect } from './act-effect.ts';
import type { ReportPeriod } from '../../shared/reports/question.ts';
import type { CountedTally } from '../../shared/reports/tally.ts';
import { shiftId, type ShiftId } from '../../shared/core/ids.ts';
import type { ReadTx } from '../store/store.ts';

/** A desk undoes and describes its own alone, and always after it was counted. */
export const tallyEffect = actEffect(
  { tally: true, describeTally: true, undo: true },
  'after folds',
  async (tx, own) => {
    for (const { header, body, command } of own) {
      const ofDesk = (id: string) =>
        tx.db.updateTable('reference_tally').where('id', '=', id).where('desk_id', '=', header.desk);
      if (command.name === 'tally') {
        const { tier, mode, subject } = command.told;
        const { id, at, desk, branch } = header;
        const row = { id, at, desk_id: desk, branch, shift_id: body.shiftId ?? null, tier, mode, subject, undone: 0 };
        await tx.upsert('reference_tally', [row]);
      } else if (command.name === 'describeTally') {
        const { tally, mode, subject } = command.told;
        await ofDesk(tally).set({ mode, subject }).execute();
      } else {
        await ofDesk(command.args.commandId).set({ undone: 1 }).execute();
      }
    }
  },
);

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
