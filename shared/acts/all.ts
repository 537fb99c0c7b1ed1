// Every act. The one list of them: each other list is derived from it.

import { settleNotice } from './notice/settle-notice.ts';
import type { z } from 'zod';
import type { AnyAct } from './define-act.ts';
import { cancelBooking } from './booking/cancel-booking.ts';
import { expireBooking } from './booking/expire-booking.ts';
import { placeBooking } from './booking/place-booking.ts';
import { addCourse } from './course/add-course.ts';
import { addReading } from './course/add-reading.ts';
import { editCourse } from './course/edit-course.ts';
import { endCourse } from './course/end-course.ts';
import { moveReserve } from './course/move-reserve.ts';
import { placeOnReserve } from './course/place-on-reserve.ts';
import { removeReading } from './course/remove-reading.ts';
import { takeOffReserve } from './course/take-off-reserve.ts';
import { releaseHeld } from './exception/release-held.ts';
import { releaseQuiet } from './exception/release-quiet.ts';
import { resolveExceptions } from './exception/resolve-exceptions.ts';
import { workExceptions } from './exception/work-exceptions.ts';
import { addFee } from './fee/add-fee.ts';
import { liftPartBill } from './fee/lift-part-bill.ts';
import { pay } from './fee/pay.ts';
import { refund } from './fee/refund.ts';
import { takeBackFees } from './fee/take-back-fees.ts';
import { transferFees } from './fee/transfer-fees.ts';
import { useCredit } from './fee/use-credit.ts';
import { waive } from './fee/waive.ts';
import { cancelHold } from './hold/cancel-hold.ts';
import { changePickup } from './hold/change-pickup.ts';
import { expireHold } from './hold/expire-hold.ts';
import { placeHold } from './hold/place-hold.ts';
import { recall } from './hold/recall.ts';
import { resumeHold } from './hold/resume-hold.ts';
import { suspendHold } from './hold/suspend-hold.ts';
import { editItem } from './item/edit-item.ts';
import { editTitle } from './title/edit-title.ts';
import { addItem } from './item/add-item.ts';
import { completeItem } from './item/complete-item.ts';
import { clearMark } from './item/clear-mark.ts';
import { receiveBorrowed } from './item/receive-borrowed.ts';
import { returnBorrowed } from './item/return-borrowed.ts';
import { recordUse } from './item/record-use.ts';
import { notOnShelf } from './item/not-on-shelf.ts';
import { confirmParts } from './item/confirm-parts.ts';
import { partReturned } from './item/part-returned.ts';
import { reportParts } from './item/report-parts.ts';
import { resolveItem } from './item/resolve-item.ts';
import { seen } from './item/seen.ts';
import { reviewMissing } from './item/review-missing.ts';
import { shelve } from './item/shelve.ts';
import { setMark } from './item/set-mark.ts';
import { purge } from './ledger/purge.ts';
import { undo } from './ledger/undo.ts';
import { ageToLost } from './loan/age-to-lost.ts';
import { changeDueDate } from './loan/change-due-date.ts';
import { checkin } from './loan/checkin.ts';
import { checkout } from './loan/checkout.ts';
import { claimNeverHad } from './loan/claim-never-had.ts';
import { claimReturned } from './loan/claim-returned.ts';
import { declareLost } from './loan/declare-lost.ts';
import { dropClaim } from './loan/drop-claim.ts';
import { renew } from './loan/renew.ts';
import { describeTally } from './log/describe-tally.ts';
import { endFound, keepFound } from './log/found-things.ts';
import { endInventory, startInventory } from './log/inventories.ts';
import { correctIncident, endIncident, noteIncident } from './log/incidents.ts';
import { editLogList, tickStep } from './log/lists.ts';
import { lockDesks } from './log/lock-desks.ts';
import { startDrill } from './log/start-drill.ts';
import { endMessage, leaveMessage, seeMessage } from './log/messages.ts';
import { countGates } from './log/count-gates.ts';
import { readGate, takeBackReading } from './log/read-gate.ts';
import { tally } from './log/tally.ts';
import { signOutage } from './outage/sign-outage.ts';
import { addCard } from './patron/add-card.ts';
import { editPatron } from './patron/edit-patron.ts';
import { closeBranch } from './branch/close-branch.ts';
import { liftClosing } from './branch/lift-closing.ts';
import { addProxy } from './patron/add-proxy.ts';
import { signAgreement } from './patron/sign-agreement.ts';
import { endCard } from './patron/end-card.ts';
import { endAgreement } from './patron/end-agreement.ts';
import { endProxy } from './patron/end-proxy.ts';
import { liftBlock } from './patron/lift-block.ts';
import { liftBlocks } from './patron/lift-blocks.ts';
import { mergePatrons } from './patron/merge-patrons.ts';
import { registerPatron } from './patron/register-patron.ts';
import { setBlock } from './patron/set-block.ts';
import { closeShift } from './shift/close-shift.ts';
import { correctStartingCash } from './shift/correct-starting-cash.ts';
import { handOverShift } from './shift/hand-over-shift.ts';
import { openDrawer } from './shift/open-drawer.ts';
import { openShift } from './shift/open-shift.ts';

export const ACTS = {
  checkout,
  checkin,
  renew,
  undo,
  placeHold,
  cancelHold,
  suspendHold,
  resumeHold,
  changePickup,
  recall,
  changeDueDate,
  pay,
  waive,
  addFee,
  liftPartBill,
  refund,
  useCredit,
  transferFees,
  takeBackFees,
  registerPatron,
  editPatron,
  mergePatrons,
  addCard,
  endCard,
  signAgreement,
  endAgreement,
  addProxy,
  endProxy,
  setBlock,
  liftBlock,
  resolveItem,
  setMark,
  clearMark,
  declareLost,
  claimReturned,
  claimNeverHad,
  dropClaim,
  reportParts,
  partReturned,
  confirmParts,
  notOnShelf,
  reviewMissing,
  seen,
  shelve,
  editItem,
  editTitle,
  addItem,
  completeItem,
  receiveBorrowed,
  returnBorrowed,
  recordUse,
  tally,
  describeTally,
  addCourse,
  editCourse,
  endCourse,
  addReading,
  removeReading,
  placeOnReserve,
  moveReserve,
  takeOffReserve,
  placeBooking,
  cancelBooking,
  expireBooking,
  editLogList,
  tickStep,
  readGate,
  countGates,
  takeBackReading,
  lockDesks,
  startDrill,
  leaveMessage,
  seeMessage,
  endMessage,
  noteIncident,
  endIncident,
  correctIncident,
  keepFound,
  startInventory,
  endInventory,
  endFound,
  settleNotice,
  openShift,
  correctStartingCash,
  handOverShift,
  closeShift,
  openDrawer,
  closeBranch,
  liftClosing,
  ageToLost,
  expireHold,
  liftBlocks,
  purge,
  releaseHeld,
  releaseQuiet,
  signOutage,
  resolveExceptions,
  workExceptions,
} as const;

export type Acts = typeof ACTS;
export type ActName = keyof Acts;

/** Each stands under its own name: where one does not, this does not compile. */
type UnderOwnName = { readonly [N in ActName]: AnyAct & { readonly name: N } };
ACTS satisfies UnderOwnName;

/** Arguments and told part of an act, as they are recorded now. */
export type ArgsOf<N extends ActName> = z.output<Acts[N]['args']>;
export type ToldOf<N extends ActName> = z.output<Acts[N]['told']>;
