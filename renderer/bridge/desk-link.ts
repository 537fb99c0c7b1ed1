// The bridge as the page holds it: the contract, plus whether the desk core can be reached at this moment.
// An act whose answer was lost is never sent again by the link; it says so, and the work store finds out what became of it.

import type { Bridge, BridgeError, MethodName } from '../../shared/bridge/contract.ts';

/**
 * Whether the desk core answers. `down` is the core starting again or the page cut off from it; it says nothing of the network.
 * `refused`: the program was started anew and does not take this page's token any more.
 */
export type Reach = 'up' | 'down' | 'refused';

/** The client side of the contract with its reach. */
export type DeskLink = Bridge & {
  /** Calls the listener at each change, and at once with what holds now. Returns how to stop. */
  onReach(listener: (reach: Reach) => void): () => void;
};

/** One way to the desk core. `call` never rejects: a cut on the way is answered as ANSWER_LOST. */
export type Transport = Bridge & {
  /** Tells that events may have been missed. */
  onCut(listener: () => void): void;
  /** Resolves when events come in again; at once where they never stopped. */
  listening(): Promise<void>;
};

/** The core is starting again and was not given the call. */
export const NOT_DELIVERED = 'HF-UI-004';

/** The answer to a call was lost: an act may be recorded or not. */
export const ANSWER_LOST = 'HF-UI-005';

/** The token of the page is not the desk's. */
export const PAGE_REFUSED = 'HF-UI-006';

/** Methods that record something: sending one twice could do it twice. Everything else may be asked again. */
const RECORDING: ReadonlySet<MethodName> = new Set([
  'circ.checkout',
  'circ.checkin',
  'circ.renew',
  'circ.renewAll',
  'circ.changeDueDate',
  'circ.undo',
  'item.resolve',
  'patron.register',
  'patron.edit',
  'patron.merge',
  'hold.place',
  'hold.recall',
  'hold.cancel',
  'fee.add',
  'fee.waive',
  'payment.take',
  'payment.refund',
  'shift.open',
  'shift.correct',
  'shift.handOver',
  'shift.close',
  'exception.resolve',
  'exception.release',
  'setup.join',
  'slip.print',
  'slip.printWaiting',
  'session.signIn',
  // Each ends with another desk behind the page.
  'practice.begin',
  'practice.end',
] as const);

/** Whether a call that ended in this error may simply be sent again. */
export function mayRepeat(name: MethodName, error: BridgeError): boolean {
  return error.code === NOT_DELIVERED || (error.code === ANSWER_LOST && !RECORDING.has(name));
}

/** Whether the error says that the core is not there. */
export function isOutOfReach(error: BridgeError): boolean {
  return error.code === NOT_DELIVERED || error.code === ANSWER_LOST;
}
