// A sound call of each act: the type demands one for every act with a method, and none else. The tests of the contract make them in the library of
// `varied-library.ts`, one after the other.

import type { ActMethodName, MethodInput } from '../../shared/bridge/contract.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import { PINS } from '../integration/electron/core/support/desk-world.ts';

/** `refused`: there is nothing to do it with, and the answer says so. `recordsNothing`: it is answered, and nothing is recorded. */
type Sample<M extends ActMethodName> = { readonly input: MethodInput<M> } & (
  | { readonly refused?: ErrorCode; readonly recordsNothing?: never }
  | { readonly refused?: never; readonly recordsNothing?: true }
);

export const SAMPLES: { readonly [M in ActMethodName]: Sample<M> } = {
  'circ.checkout': { input: { patron: 'card-plain', item: 'barcode-kit' } },
  'circ.checkin': { input: { item: 'barcode-late' } },
  'circ.renew': { input: { item: 'barcode-outToReader' } },
  'circ.undo': { input: { commandId: 'the-act-of-an-undo' }, refused: 'HF-CIRC-002' },
  'circ.changeDueDate': { input: { item: 'barcode-out', dueAt: '2030-01-01T12:00:00Z', reason: 'asked for it' } },
  'hold.place': { input: { patron: 'card-plain', target: 'barcode-X1', pickup: 'main' } },
  'hold.cancel': { input: { holdId: 'hold-wanted', reason: 'found another' } },
  'hold.recall': { input: { patron: 'card-plain', item: 'barcode-out' } },
  'payment.take': { input: { patron: 'card-indebted', amountMinor: 100, method: 'cash' } },
  'hold.suspend': { input: { holdId: 'no-hold', until: null }, refused: 'HF-CIRC-007' },
  'hold.resume': { input: { holdId: 'no-hold' }, refused: 'HF-CIRC-007' },
  'hold.changePickup': { input: { holdId: 'no-hold', pickup: 'main' }, refused: 'HF-CIRC-007' },
  'fee.waive': { input: { feeId: 'no-fee', inFull: true, reason: 'none' }, refused: 'HF-PAY-001' },
  'fee.add': { input: { patron: 'card-plain', amountMinor: 250, charge: 'copies' } },
  'payment.refund': {
    input: { patron: 'card-plain', amountMinor: 100, method: 'cash', reason: 'none' },
    refused: 'HF-PAY-004',
  },
  'payment.useCredit': { input: { patron: 'card-plain' }, refused: 'HF-PAY-012' },
  'patron.register': { input: { card: 'card-just-made', name: { family: 'Made' } } },
  'patron.edit': { input: { card: 'card-plain', email: 'plain@example.org' } },
  'patron.addCard': { input: { card: 'card-plain', number: 'campus-plain', kind: 'campus-id', issuer: 'A college' } },
  'patron.endCard': { input: { card: 'card-plain', number: 'campus-plain', as: 'lost', reason: 'left in a bus' } },
  'patron.merge': { input: { card: 'card-plain', into: 'card-indebted', reason: 'one person' } },
  'patron.block': { input: { card: 'card-plain', kinds: ['borrowing'], until: null, reason: 'to be talked to' } },
  'patron.unblock': { input: { card: 'card-plain', block: 'none', reason: 'talked to' }, refused: 'HF-PATRON-133' },
  'item.resolve': { input: { barcode: 'barcode-X0' }, refused: 'HF-CIRC-005' },
  'item.notOnShelf': { input: { barcode: 'barcode-X0' } },
  'item.reviewMissing': { input: { barcode: 'barcode-missing', becomes: 'replaced' } },
  'cart.shelve': { input: { cart: 'reserve' }, refused: 'HF-CIRC-212' },
  'item.seen': { input: { barcode: 'barcode-X0' } },
  'item.setMark': { input: { barcode: 'barcode-X0', mark: 'damaged' } },
  'item.clearMark': { input: { barcode: 'barcode-X0', mark: 'missing' }, refused: 'HF-CIRC-128' },
  'item.edit': { input: { barcode: 'barcode-X0', priceMinor: 4_250 } },
  'title.edit': { input: { titleId: 'title-X0', author: 'Someone Else' } },
  'course.add': {
    input: { term: { name: 'Fall', from: '2026-08-24', to: '2026-12-11' }, numbers: ['ECON 052'], name: 'Principles' },
  },
  'course.edit': { input: { courseId: 'no-course', name: 'Another' }, refused: 'HF-CIRC-290' },
  'course.end': { input: { courseId: 'no-course' }, refused: 'HF-CIRC-290' },
  'course.addReading': { input: { courseId: 'no-course', title: 'A reader' }, refused: 'HF-CIRC-290' },
  'course.removeReading': { input: { readingId: 'no-reading' }, refused: 'HF-CIRC-292' },
  'reserve.place': { input: { courseId: 'no-course', barcode: 'barcode-X0' }, refused: 'HF-CIRC-290' },
  'reserve.move': { input: { reserveId: 'no-reserve', status: 'on-reserve' }, refused: 'HF-CIRC-293' },
  'reserve.takeOff': { input: { reserveId: 'no-reserve' }, refused: 'HF-CIRC-293' },
  'item.add': { input: { barcode: 'barcode-nobody-knows', title: 'A pamphlet' } },
  'item.complete': { input: { barcode: 'barcode-X0', title: 'Known' }, refused: 'HF-CIRC-153' },
  'item.declareLost': { input: { barcode: 'barcode-X0' }, refused: 'HF-CIRC-154' },
  'item.reportParts': { input: { barcode: 'barcode-X0', missing: [], seen: 'wet' } },
  'item.partReturned': { input: { barcode: 'barcode-X0', parts: ['lid'], clears: true }, refused: 'HF-CIRC-182' },
  'item.claimReturned': { input: { barcode: 'barcode-X1', loanId: 'none' }, refused: 'HF-CIRC-154' },
  'item.claimNeverHad': { input: { barcode: 'barcode-X1', loanId: 'none' }, refused: 'HF-CIRC-154' },
  'item.dropClaim': { input: { barcode: 'barcode-X1', loanId: 'none' }, refused: 'HF-CIRC-154' },
  'item.recordUse': { input: { barcode: 'barcode-X0', count: 2 } },
  'tally.count': { input: { tier: '3' } },
  'tally.describe': { input: { tally: 'none', mode: 'phone', subject: null }, refused: 'HF-CIRC-250' },
  'log.editList': { input: { list: 'gates', lines: ['North'] } },
  'log.tick': { input: { list: 'opening', step: 'Lights on', isDone: true } },
  'log.readGate': { input: { gate: 'North', reading: 1_000 } },
  'message.leave': { input: { text: 'The elevator is out.' } },
  'message.see': { input: { message: 'none' }, refused: 'HF-CIRC-254' },
  'message.end': { input: { message: 'none' }, refused: 'HF-CIRC-254' },
  'incident.note': { input: { text: 'A window was broken.' } },
  'incident.end': { input: { incident: 'none' }, refused: 'HF-CIRC-254' },
  'found.keep': { input: { thing: 'A red umbrella' } },
  'found.end': { input: { found: 'none', to: 'its owner' }, refused: 'HF-CIRC-254' },
  'shift.open': { input: { startingCashMinor: 10_000 } },
  'shift.correct': { input: { startingCashMinor: 9_990, reason: 'counted anew' } },
  'shift.handOver': { input: { to: { staff: 'supervisor', pin: PINS.supervisor } }, refused: 'HF-PAY-009' },
  'drawer.open': { input: { reason: 'change for a patron' } },
  'branch.close': {
    input: { branch: 'main', from: '2029-01-05T00:00:00Z', to: '2029-01-06T00:00:00Z', reason: 'Snow' },
  },
  'branch.liftClosing': { input: { closing: 'none' }, refused: 'HF-RULES-030' },
  'shift.close': { input: { countedMinor: 9_990 } },
  'exception.release': { input: { exceptionIds: ['none'] }, recordsNothing: true },
  'outage.sign': { input: { outageId: 'none' }, refused: 'HF-SYNC-005' },
  'exception.resolve': { input: { exceptionIds: ['none'], action: 'found', note: '' }, recordsNothing: true },
  'exception.work': { input: { exceptionIds: ['none'], note: 'seen' }, recordsNothing: true },
};
