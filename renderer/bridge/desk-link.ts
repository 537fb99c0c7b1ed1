// The bridge as the page holds it: the contract, plus whether the desk core can be reached. It waits for a core that restarts: everything sent meanwhile
// waits its turn, and a question is sent again until it is answered. A call that changes something is never sent again once it may have arrived:
// where its answer was lost, the link asks for the outcome under the call's id.

import type {
  AskingMethod,
  Bridge,
  BridgeAnswer,
  BridgeError,
  ChangingMethod,
  MethodInput,
  MethodName,
} from '../../shared/bridge/contract.ts';
import { backOffMs, createReachState, type Reach, type ReachState } from './reach-state.ts';

/** The client side of the contract with its reach. */
export type DeskLink = Pick<Bridge, 'on'> & {
  /** Calls a method that changes nothing; sent again until it is answered. */
  ask<M extends AskingMethod>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>>;
  /**
   * Calls a method that changes something; never sent again once it may have arrived. An answer that was lost on its way is asked for again; if it is
   * gone for good, the error tells whether an act was recorded (RECORDED, NOT_RECORDED), or that this is not known (ANSWER_LOST).
   */
  act<M extends ChangingMethod>(name: M, input: MethodInput<M>, hooks?: ActHooks): Promise<BridgeAnswer<M>>;
  /** Calls the listener at each change, and at once with the present state. Returns a function that stops it. */
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

/** Whether the error means that the core is out of reach. */
export function isOutOfReach(error: BridgeError): boolean {
  return error.code === NOT_DELIVERED || error.code === ANSWER_LOST;
}

type Parts = {
  readonly transport: Transport;
  readonly reach: ReachState;
  readonly wait: (ms: number) => Promise<void>;
  /** Ids of calls, unlike those of any other page. */
  readonly newCallId: () => string;
};

/** The link of the page over a transport. */
export function createDeskLink(
  transport: Transport,
  wait: (ms: number) => Promise<void>,
  newCallId: () => string = () => crypto.randomUUID(),
): DeskLink {
  const reach = createReachState();
  const parts: Parts = { transport, reach, wait, newCallId };
  transport.onCut(() => lookForCore(parts));
  return {
    ask: (name, input) => ask(parts, name, input),
    act: (name, input, hooks = {}) => act(parts, name, input, hooks),
    on: (name, listener) => transport.on(name, listener),
    onReach(listener) {
      listener(reach.current());
      return reach.subscribe(listener);
    },
  };
}

async function ask<M extends AskingMethod>(parts: Parts, name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>> {
  for (;;) {
    const answer = await callOnceUp(parts, name, input);
    if (answer.ok || !isOutOfReach(answer.error)) return answer;
  }
}

async function act<M extends ChangingMethod>(
  parts: Parts,
  name: M,
  input: MethodInput<M>,
  { onLost }: ActHooks,
): Promise<BridgeAnswer<M>> {
  const callId = parts.newCallId();
  for (;;) {
    const answer = await callOnceUp(parts, name, input, callId);
    if (answer.ok || !isOutOfReach(answer.error)) return answer;
    if (answer.error.code === NOT_DELIVERED) continue;
    onLost?.();
    const outcome = await ask(parts, 'call.outcome', { callId, name });
    return outcome.ok ? parseOutcome<M>(outcome.value.answer) : answer;
  }
}

/** The desk answered the call that this names, so the answer is that of its method. */
function parseOutcome<M extends MethodName>(answer: unknown): BridgeAnswer<M> {
  return answer as BridgeAnswer<M>;
}

async function callOnceUp<M extends MethodName>(
  parts: Parts,
  name: M,
  input: MethodInput<M>,
  callId?: string,
): Promise<BridgeAnswer<M>> {
  // Sent at once where the core is there.
  if (parts.reach.current() !== 'up') await parts.reach.whenUp();
  const answer = await parts.transport.call(name, input, callId);
  if (!answer.ok && isOutOfReach(answer.error)) lookForCore(parts);
  return answer;
}

/** Reports that the core is out of reach and asks for it until it answers; one search at a time. */
function lookForCore(parts: Parts): void {
  if (parts.reach.current() !== 'up') return;
  parts.reach.set('down');
  void untilFound(parts);
}

async function untilFound({ transport, reach, wait }: Parts): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    await wait(backOffMs(attempt));
    const answer = await transport.call('session.current', {});
    if (!answer.ok && isOutOfReach(answer.error)) continue;
    if (!answer.ok && answer.error.code === PAGE_REFUSED) return reach.set('refused');
    await transport.listening();
    return reach.set('up');
  }
}
