// The page's link to a desk of a test, without any network.

import {
  METHODS,
  type BridgeAnswer,
  type BridgeError,
  type MethodInput,
  type MethodName,
} from '../../../shared/bridge/contract.ts';
import type { DeskLink } from '../../../renderer/bridge/desk-link.ts';
import type { Reach } from '../../../renderer/bridge/reach-state.ts';
import type { FakeDesk } from './fake-desk.ts';
import { NOTHING_RECORDED } from '../desk/test-refusal.ts';

/** How an answer is lost: the call was never done, it was done and the core ended, or only the answer was cut off. */
export type Loss = 'undone' | 'recorded' | 'answered';

export type FakeLink = DeskLink & {
  readonly calls: { readonly name: MethodName; readonly input: unknown }[];
  /** Whether the desk is working on an answer. */
  readonly isBusy: () => boolean;
  /** The answer to the next call of this name is lost. A question is refused as lost, which the real link never lets happen. */
  readonly loseNext: (name: MethodName, loss: Loss) => void;
  readonly setReach: (reach: Reach) => void;
  /** Holds answers back until released, to see the state meanwhile. */
  readonly hold: () => () => void;
};

/** The link of a page in the same process. */
export function createFakeLink(desk: FakeDesk): FakeLink {
  const calls: { name: MethodName; input: unknown }[] = [];
  const losses = new Map<MethodName, Loss>();
  const reachListeners = new Set<(reach: Reach) => void>();
  let gate: Promise<void> = Promise.resolve();
  let open = 0;
  const send = async <M extends MethodName>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>> => {
    calls.push({ name, input });
    await gate;
    open += 1;
    try {
      const answer = (await desk.call(name, input)) as BridgeAnswer<M>;
      const act = actInScan(name, input);
      if (act !== null && !isNoCopy(answer)) calls.push(act);
      return answer;
    } finally {
      open -= 1;
    }
  };
  const takeLoss = (name: MethodName): Loss | undefined => {
    const loss = losses.get(name);
    losses.delete(name);
    return loss;
  };
  return {
    calls,
    isBusy: () => open > 0,
    async ask(name, input) {
      if (takeLoss(name) === undefined) return send(name, input);
      return { ok: false, error: { code: 'HF-UI-005', message: 'the desk core stopped before it answered' } };
    },
    async act(name, input, hooks) {
      const loss = takeLoss(actInScan(name, input)?.name ?? name);
      if (loss === undefined) return send(name, input);
      const answer = loss === 'undone' ? null : await send(name, input);
      if (answer === null) calls.push(actInScan(name, input) ?? { name, input });
      hooks?.onLost?.();
      if (answer === null) return { ok: false, error: NOTHING_RECORDED };
      return loss === 'answered' ? answer : { ok: false, error: recordedError(desk) };
    },
    on: (name, listener) => desk.on(name, listener),
    onReach(listener) {
      listener('up');
      reachListeners.add(listener);
      return () => reachListeners.delete(listener);
    },
    loseNext: (name, loss) => void losses.set(name, loss),
    setReach: (reach) => reachListeners.forEach((listener) => listener(reach)),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

/** The act that a scan at the counter does with a copy, as a call of its own; null of any other call. */
function actInScan(name: MethodName, input: unknown): FakeLink['calls'][number] | null {
  if (name !== 'scan.take') return null;
  const { text: item, act } = METHODS[name].input.parse(input);
  const { name: kind, ...asked } = act;
  return { name: kind === 'checkin' ? 'circ.checkin' : 'circ.checkout', input: { ...asked, item } };
}

/** Whether a scan did nothing: its text is no barcode of a copy. */
function isNoCopy(answer: { readonly ok: boolean; readonly value?: unknown }): boolean {
  return answer.ok && (answer.value as { readonly answer: unknown }).answer === null;
}

function recordedError(desk: FakeDesk): BridgeError {
  const acts = desk.state.acts.slice(-1).map(({ commandId, text }) => ({ commandId, text }));
  const message = 'this was recorded, but the desk stopped before it answered';
  return { code: 'HF-UI-080', message, recorded: acts };
}
