// The bridge as the page holds it: the contract, plus whether the desk core can be reached at this moment.
// A call that changes something is never sent again once it may have arrived: where its answer was lost, the link asks for the outcome.

import type {
  AskingMethod,
  Bridge,
  BridgeAnswer,
  BridgeError,
  ChangingMethod,
  MethodInput,
} from '../../shared/bridge/contract.ts';

/**
 * Whether the desk core answers. `down` is the core starting again or the page cut off from it; it says nothing of the network.
 * `refused`: the program was started anew and does not take this page's token any more.
 */
export type Reach = 'up' | 'down' | 'refused';

/** The client side of the contract with its reach. */
export type DeskLink = Pick<Bridge, 'on'> & {
  /** Calls a method that changes nothing; sent again until it is answered. */
  ask<M extends AskingMethod>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>>;
  /**
   * Calls a method that changes something; never sent again once it may have arrived. An answer that was lost on its way is asked for; where
   * it is gone for good, the error says whether anything was recorded (RECORDED, NOT_RECORDED), or that it is not known (ANSWER_LOST).
   */
  act<M extends ChangingMethod>(name: M, input: MethodInput<M>, hooks?: ActHooks): Promise<BridgeAnswer<M>>;
  /** Calls the listener at each change, and at once with what holds now. Returns how to stop. */
  onReach(listener: (reach: Reach) => void): () => void;
};

/** `onLost`: the answer was lost, and its outcome is being asked for. */
export type ActHooks = { readonly onLost?: () => void };

/** One way to the desk core. `call` never rejects: a cut on the way is answered as ANSWER_LOST. */
export type Transport = Bridge & {
  /** Tells that events may have been missed. */
  onCut(listener: () => void): void;
  /** Resolves when events come in again; at once where they never stopped. */
  listening(): Promise<void>;
};

/** The core is starting again and was not given the call. */
export const NOT_DELIVERED = 'HF-UI-004';

/** The answer to a call was lost, and it is not known whether it did anything. */
export const ANSWER_LOST = 'HF-UI-005';

/** The answer was lost; `recorded` of the error names the acts that the call recorded. */
export const RECORDED = 'HF-UI-080';

/** The answer was lost, and the call recorded nothing. */
export const NOT_RECORDED = 'HF-UI-081';

/** The token of the page is not the desk's. */
export const PAGE_REFUSED = 'HF-UI-006';

/** Whether the error says that the core is not there. */
export function isOutOfReach(error: BridgeError): boolean {
  return error.code === NOT_DELIVERED || error.code === ANSWER_LOST;
}
