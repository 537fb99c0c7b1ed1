// Calls of the fake desk as the bridge carries them, and the page's link to it without any network.

import {
  METHODS,
  isMethodName,
  type BridgeAnswer,
  type MethodInput,
  type MethodName,
} from '../../../shared/bridge/contract.ts';
import type { DeskLink, Reach } from '../../../renderer/bridge/desk-link.ts';
import type { FakeDesk } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

/** Answers a call: input parsed, refusals as values, outputs held against the contract. */
export async function callFake(desk: FakeDesk, name: string, input: unknown): Promise<BridgeAnswer<MethodName>> {
  if (!isMethodName(name)) return { ok: false, error: { code: 'HF-UI-001', message: `no method ${name}` } };
  try {
    const handler = desk.handlers[name] as (parsed: unknown) => unknown;
    const value = await handler(METHODS[name].input.parse(input));
    return { ok: true, value: METHODS[name].output.parse(value) as never };
  } catch (error) {
    if (error instanceof FakeRefusal) {
      const { code, message, waitS } = error;
      return { ok: false, error: { code, message, ...(waitS === undefined ? {} : { waitS }) } };
    }
    throw error;
  }
}

export type FakeLink = DeskLink & {
  readonly calls: { readonly name: MethodName; readonly input: unknown }[];
  /** The next call of this name is carried out, but its answer is lost; or not carried out at all. */
  readonly loseNext: (name: MethodName, isCarriedOut: boolean) => void;
  readonly setReach: (reach: Reach) => void;
  /** Holds answers back until released, to see what happens meanwhile. */
  readonly hold: () => () => void;
};

/** The link of a page in the same process. */
export function createFakeLink(desk: FakeDesk): FakeLink {
  const calls: { name: MethodName; input: unknown }[] = [];
  const lost = new Map<MethodName, boolean>();
  const reachListeners = new Set<(reach: Reach) => void>();
  let gate: Promise<void> = Promise.resolve();
  const call = async <M extends MethodName>(name: M, input: MethodInput<M>): Promise<BridgeAnswer<M>> => {
    calls.push({ name, input });
    await gate;
    const isCarriedOut = lost.get(name);
    lost.delete(name);
    if (isCarriedOut !== false) {
      const answer = await callFake(desk, name, input);
      if (isCarriedOut === undefined) return answer as BridgeAnswer<M>;
    }
    return { ok: false, error: { code: 'HF-UI-005', message: 'the desk core stopped before it answered' } };
  };
  return {
    calls,
    call,
    on: (name, listener) => desk.on(name, listener),
    onReach(listener) {
      listener('up');
      reachListeners.add(listener);
      return () => reachListeners.delete(listener);
    },
    loseNext: (name, isCarriedOut) => void lost.set(name, isCarriedOut),
    setReach: (reach) => reachListeners.forEach((listener) => listener(reach)),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}
