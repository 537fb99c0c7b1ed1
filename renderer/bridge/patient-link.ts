// Waits for a desk core that restarts: calls that may be repeated are repeated until they are answered, everything sent meanwhile
// waits its turn, and the reach of the core is told. An act whose answer was lost is given back as lost, at once.

import type { BridgeAnswer, MethodInput, MethodName } from '../../shared/bridge/contract.ts';
import { backOffMs } from './back-off.ts';
import { PAGE_REFUSED, isOutOfReach, mayRepeat, type DeskLink, type Transport } from './desk-link.ts';
import { createReachState, type ReachState } from './reach-state.ts';

type Parts = {
  readonly transport: Transport;
  readonly reach: ReachState;
  readonly wait: (ms: number) => Promise<void>;
};

/** The link of the page over a transport. */
export function createPatientLink(transport: Transport, wait: (ms: number) => Promise<void>): DeskLink {
  const reach = createReachState();
  const parts: Parts = { transport, reach, wait };
  transport.onCut(() => lookForCore(parts));
  return {
    call: (name, input) => callPatiently(parts, name, input),
    on: (name, listener) => transport.on(name, listener),
    onReach(listener) {
      listener(reach.current());
      return reach.subscribe(listener);
    },
  };
}

async function callPatiently<M extends MethodName>(
  parts: Parts,
  name: M,
  input: MethodInput<M>,
): Promise<BridgeAnswer<M>> {
  for (;;) {
    await parts.reach.whenUp();
    const answer = await parts.transport.call(name, input);
    if (answer.ok || !isOutOfReach(answer.error)) return answer;
    lookForCore(parts);
    if (!mayRepeat(name, answer.error)) return answer;
  }
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
