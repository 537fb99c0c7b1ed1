// The desk's half of every act that screens ask for. An act without one, or with that of another method, does not compile.

import { endInventoryAtDesk, startInventoryAtDesk } from './inventories.ts';
import type { ActMethodName } from '../../../shared/bridge/contract.ts';
import {
  addCourseAtDesk,
  addReadingAtDesk,
  editCourseAtDesk,
  endCourseAtDesk,
  removeReadingAtDesk,
} from './courses.ts';
import { moveReserveAtDesk, placeOnReserveAtDesk, takeOffReserveAtDesk } from './reserves.ts';
import { addFeeAtDesk } from './add-fee.ts';
import { changeDueDateAtDesk } from './change-due-date.ts';
import { checkinAtDesk } from './checkin.ts';
import { claimNeverHadAtDesk, claimReturnedAtDesk, dropClaimAtDesk } from './claim.ts';
import { checkoutAtDesk } from './checkout.ts';
import { closeShiftAtDesk } from './close-shift.ts';
import { correctStartingCashAtDesk } from './correct-starting-cash.ts';
import { declareLostAtDesk } from './declare-lost.ts';
import { editItemAtDesk } from './edit-item.ts';
import { editPatronAtDesk } from './edit-patron.ts';
import { editTitleAtDesk } from './edit-title.ts';
import { handOverShiftAtDesk } from './hand-over-shift.ts';
import { clearMarkAtDesk, setMarkAtDesk } from './mark-item.ts';
import { liftBlockAtDesk } from './lift-block.ts';
import { mergePatronsAtDesk } from './merge-patrons.ts';
import { openDrawerAtDesk } from './open-drawer.ts';
import { openShiftAtDesk } from './open-shift.ts';
import { payAtDesk } from './pay.ts';
import { placeHoldAtDesk } from './place-hold.ts';
import { recallAtDesk } from './recall.ts';
import { addItemAtDesk, completeItemAtDesk } from './record-item.ts';
import { receiveBorrowedAtDesk, returnBorrowedAtDesk } from './borrowed.ts';
import { recordUseAtDesk } from './record-use.ts';
import { refundAtDesk } from './refund.ts';
import { registerPatronAtDesk } from './register-patron.ts';
import { releaseHeldAtDesk } from './release-held.ts';
import { settleNoticeAtDesk } from './settle-notice.ts';
import { renewAtDesk } from './renew.ts';
import { resolveExceptionsAtDesk } from './resolve-exceptions.ts';
import { notOnShelfAtDesk } from './not-on-shelf.ts';
import { confirmPartsAtDesk } from './confirm-parts.ts';
import { partReturnedAtDesk } from './part-returned.ts';
import { reportPartsAtDesk } from './report-parts.ts';
import { resolveItemAtDesk } from './resolve-item.ts';
import { addCardAtDesk } from './add-card.ts';
import { endCardAtDesk } from './end-card.ts';
import { addProxyAtDesk, endProxyAtDesk } from './proxies.ts';
import { endAgreementAtDesk, signAgreementAtDesk } from './sign-agreement.ts';
import { reviewMissingAtDesk } from './review-missing.ts';
import { shelveAtDesk } from './shelve.ts';
import { seenAtDesk } from './seen.ts';
import { setBlockAtDesk } from './set-block.ts';
import { signOutageAtDesk } from './sign-outage.ts';
import {
  editLogListAtDesk,
  endFoundAtDesk,
  correctIncidentAtDesk,
  endIncidentAtDesk,
  endMessageAtDesk,
  keepFoundAtDesk,
  leaveMessageAtDesk,
  lockDesksAtDesk,
  startDrillAtDesk,
  noteIncidentAtDesk,
  readGateAtDesk,
  takeBackReadingAtDesk,
  seeMessageAtDesk,
  tickStepAtDesk,
} from './log.ts';
import { cancelBookingAtDesk, placeBookingAtDesk } from './bookings.ts';
import { describeTallyAtDesk, tallyAtDesk } from './tally.ts';
import { undoAtDesk } from './undo.ts';
import { useCreditAtDesk } from './use-credit.ts';
import { closeBranchAtDesk } from './close-branch.ts';
import { liftClosingAtDesk } from './lift-closing.ts';
import { waiveAtDesk } from './waive.ts';
import { workExceptionsAtDesk } from './work-exceptions.ts';
import type { DeskAct } from './desk-act.ts';
import { cancelHoldAtDesk, changePickupAtDesk, resumeHoldAtDesk, suspendHoldAtDesk } from './change-hold.ts';

const DESK_ACTS: { readonly [M in ActMethodName]: Pick<DeskAct<M>, 'method' | 'handle'> } = {
  'circ.checkout': checkoutAtDesk,
  'circ.checkin': checkinAtDesk,
  'circ.renew': renewAtDesk,
  'circ.undo': undoAtDesk,
  'hold.place': placeHoldAtDesk,
  'hold.cancel': cancelHoldAtDesk,
  'hold.suspend': suspendHoldAtDesk,
  'hold.resume': resumeHoldAtDesk,
  'hold.changePickup': changePickupAtDesk,
  'hold.recall': recallAtDesk,
  'circ.changeDueDate': changeDueDateAtDesk,
  'payment.take': payAtDesk,
  'fee.waive': waiveAtDesk,
  'fee.add': addFeeAtDesk,
  'payment.refund': refundAtDesk,
  'payment.useCredit': useCreditAtDesk,
  'patron.register': registerPatronAtDesk,
  'patron.edit': editPatronAtDesk,
  'patron.merge': mergePatronsAtDesk,
  'patron.addCard': addCardAtDesk,
  'patron.endCard': endCardAtDesk,
  'patron.signAgreement': signAgreementAtDesk,
  'patron.endAgreement': endAgreementAtDesk,
  'patron.addProxy': addProxyAtDesk,
  'patron.endProxy': endProxyAtDesk,
  'patron.block': setBlockAtDesk,
  'patron.unblock': liftBlockAtDesk,
  'booking.place': placeBookingAtDesk,
  'booking.cancel': cancelBookingAtDesk,
  'item.resolve': resolveItemAtDesk,
  'item.setMark': setMarkAtDesk,
  'item.clearMark': clearMarkAtDesk,
  'item.edit': editItemAtDesk,
  'title.edit': editTitleAtDesk,
  'item.add': addItemAtDesk,
  'item.complete': completeItemAtDesk,
  'item.receiveBorrowed': receiveBorrowedAtDesk,
  'item.returnBorrowed': returnBorrowedAtDesk,
  'item.declareLost': declareLostAtDesk,
  'item.claimReturned': claimReturnedAtDesk,
  'item.claimNeverHad': claimNeverHadAtDesk,
  'item.dropClaim': dropClaimAtDesk,
  'item.reportParts': reportPartsAtDesk,
  'item.partReturned': partReturnedAtDesk,
  'item.confirmParts': confirmPartsAtDesk,
  'item.notOnShelf': notOnShelfAtDesk,
  'item.reviewMissing': reviewMissingAtDesk,
  'item.seen': seenAtDesk,
  'cart.shelve': shelveAtDesk,
  'item.recordUse': recordUseAtDesk,
  'tally.count': tallyAtDesk,
  'tally.describe': describeTallyAtDesk,
  'course.add': addCourseAtDesk,
  'course.edit': editCourseAtDesk,
  'course.end': endCourseAtDesk,
  'course.addReading': addReadingAtDesk,
  'course.removeReading': removeReadingAtDesk,
  'reserve.place': placeOnReserveAtDesk,
  'reserve.move': moveReserveAtDesk,
  'reserve.takeOff': takeOffReserveAtDesk,
  'log.editList': editLogListAtDesk,
  'log.tick': tickStepAtDesk,
  'log.readGate': readGateAtDesk,
  'log.takeBackReading': takeBackReadingAtDesk,
  'branch.lockDesks': lockDesksAtDesk,
  'desk.startDrill': startDrillAtDesk,
  'message.leave': leaveMessageAtDesk,
  'message.see': seeMessageAtDesk,
  'message.end': endMessageAtDesk,
  'incident.note': noteIncidentAtDesk,
  'incident.end': endIncidentAtDesk,
  'incident.correct': correctIncidentAtDesk,
  'found.keep': keepFoundAtDesk,
  'inventory.start': startInventoryAtDesk,
  'inventory.end': endInventoryAtDesk,
  'found.end': endFoundAtDesk,
  'notice.settle': settleNoticeAtDesk,
  'shift.open': openShiftAtDesk,
  'shift.correct': correctStartingCashAtDesk,
  'shift.handOver': handOverShiftAtDesk,
  'shift.close': closeShiftAtDesk,
  'drawer.open': openDrawerAtDesk,
  'branch.close': closeBranchAtDesk,
  'branch.liftClosing': liftClosingAtDesk,
  'exception.release': releaseHeldAtDesk,
  'outage.sign': signOutageAtDesk,
  'exception.resolve': resolveExceptionsAtDesk,
  'exception.work': workExceptionsAtDesk,
};

type ActHandlers = { readonly [M in ActMethodName]: DeskAct<M>['handle'] };

/** Each is that of its own method, which a map of them cannot express. */
const parseHandlers = (handlers: unknown) => handlers as ActHandlers;

/** Handlers of acts. */
export const ACT_HANDLERS: ActHandlers = parseHandlers(
  Object.fromEntries(Object.values(DESK_ACTS).map(({ method, handle }) => [method, handle])),
);
