// Sets a mark on a copy, or clears one. A mark that stands is not set again, and a missing one is not cleared: every act is a change.

import { clearMark } from '../../../shared/acts/item/clear-mark.ts';
import { setMark } from '../../../shared/acts/item/set-mark.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import type { ItemMark } from '../../../shared/core/item-mark.ts';
import type { ActId } from '../../../shared/core/ids.ts';
import { ITEM_STATUS_WORDS } from '../../../shared/core/codes/item-status.ts';
import type { ErrorCode } from '../../../shared/core/codes/errors.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskAct } from './desk-act.ts';

type Asked = { readonly barcode: string; readonly mark: ItemMark; readonly note?: string | undefined };

/** Throws HF-CIRC-003, HF-CIRC-127, or HF-CIRC-156 where it is on loan and to be withdrawn. */
export const setMarkAtDesk = deskAct(setMark)({
  judge: ({ desk, input }) => marking(desk, input, { stands: false, otherwise: 'HF-CIRC-127' }),
});

/** Throws HF-CIRC-003 or HF-CIRC-128. */
export const clearMarkAtDesk = deskAct(clearMark)({
  judge: ({ desk, input }) => marking(desk, input, { stands: true, otherwise: 'HF-CIRC-128' }),
});

function marking(
  desk: Desk,
  { barcode, mark, note = '' }: Asked,
  { stands, otherwise }: { readonly stands: boolean; readonly otherwise: ErrorCode },
) {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  // A copy on loan cannot be withdrawn: check it in first, or declare it lost. A lost one stays on its borrower's account.
  const loan = copy.sight.currentLoan(item.id);
  if (mark === 'withdrawn' && !stands && loan !== null && loan.state !== 'lost') throw new HoldfastError('HF-CIRC-156');
  if (marksOf(item).includes(mark) !== stands) {
    throw new HoldfastError(otherwise, { mark: ITEM_STATUS_WORDS[mark]?.[desk.language()] ?? mark });
  }
  const told = { decision: 'done' as const, reasons: [] };
  const answer = { ...told, canUndo: true, item: itemBrief(copy, item) };
  return {
    record: { args: { itemId: item.id, barcode: item.barcode, mark, note }, told },
    answer: (commandId: ActId) => ({ ...answer, commandId }),
  };
}
