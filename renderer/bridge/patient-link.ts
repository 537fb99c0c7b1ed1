// Waits for a desk core that restarts: everything sent meanwhile waits its turn, a question is sent again until it is answered, and the
// reach of the core is told. A call that changes something is sent once; when its answer was lost, the outcome is asked for under its id.

import type {
  AskingMethod,
  BridgeAnswer,
  ChangingMethod,
  MethodInput,
  MethodName,
} from '../../shared/bridge/contract.ts';
import { backOffMs } from './back-off.ts';
import {
  NOT_DELIVERED,
  PAGE_REFUSED,
  isOutOfReach,
  type ActHooks,
  type DeskLink,
  type Transport,
} from './desk-link.ts';
import { createReachState, type ReachState } from './reach-state.ts';

type Parts = {
  readonly transport: Transport;
  readonly reach: ReachState;
  readonly wait: (ms: number) => Promise<void>;
  /** Ids of calls, unlike those of any other page. */
  readonly newCallId: () => string;
};

/** The link of the page over a transport. */
export function createPatientLink(
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
  await parts.reach.whenUp();
  const answer = await parts.transport.call(name, input, callId);
  if (!answer.ok && isOutOfReach(answer.error)) lookForCore(parts);
  return answer;
}

/** Says that the core is out of reach and asks for it until it answers; one search at a time. */
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
