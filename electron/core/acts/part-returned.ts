// Parts that were reported missing are back: the report is over, a loan that continued for them ends, and their bill goes, unless the terms of their
// report keep it.

import { liftPartBill } from '../../../shared/acts/fee/lift-part-bill.ts';
import { partReturned } from '../../../shared/acts/item/part-returned.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import type { MissingPart } from '../../../shared/circ/model/missing-part.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredItem } from '../facade/items.ts';
import { billOfPart, borrowerWithout } from '../facade/missing-parts.ts';
import { refuseOwnAccount } from '../facade/own-account.ts';
import { itemBrief } from '../facade/say-views.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** Throws HF-CIRC-003, HF-CIRC-182 for a part that is not missing, HF-AUTH-025 where its bill or its loan is that of the person signed in. */
export const partReturnedAtDesk = deskActs(partReturned)((desk, { barcode, parts, clears }) => {
  const copy = requiredCopy(desk);
  const item = requiredItem(copy, barcode);
  const { missingParts = [] } = item.state;
  const back = parts.map((part): MissingPart => {
    const found = missingParts.find((one) => one.part === part);
    if (found === undefined) throw new HoldfastError('HF-CIRC-182', { part });
    return found;
  });
  for (const one of back)
    if (one.bill !== undefined || one.keepsLoan === true) refuseOwnAccount(desk, borrowerWithout(copy, item.id, one));
  const lifts = back.flatMap((one) => {
    const { bill } = one;
    const owed = bill === undefined ? null : billOfPart(copy, item.id, one);
    if (owed === null) return [];
    return [{ args: { ...owed, itemId: item.id, barcode: item.barcode }, isWhole: bill?.stays !== true }];
  });
  const told = { decision: 'done' as const, reasons: [] };
  const isInspected = marksOf(item).includes('inspect');
  const answer = { ...told, canUndo: false, item: itemBrief(copy, item) };
  const args = { itemId: item.id, barcode: item.barcode, parts, clears: clears && isInspected };
  // The bill first: where the disk is full between the two, the part is missing still, and its return is recorded again.
  for (const { args: lift, isWhole } of lifts)
    recordAct(desk, liftPartBill, { args: lift, told: { ...told, isWhole } });
  const commandId = recordAct(desk, partReturned, { args, told });
  return { ...answer, commandId };
});
