// The trace of the answer whose Why? is open. It is asked for then, so that no scan waits for it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { TraceView } from '../../shared/views/trace.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type WhyState = {
  /** The answer that it belongs to. */
  readonly why: string | null;
  readonly trace: TraceView | null;
  readonly error: BridgeError | null;
};

export type Why = {
  readonly store: StoreApi<WhyState>;
  /**
   * Asks for the trace of an answer by its key, in the language of the desk. The trace shown of the same answer stays until the new words are here.
   */
  readonly ask: (why: string) => Promise<void>;
};

const NOTHING: WhyState = { why: null, trace: null, error: null };

export function createWhy(link: Pick<DeskLink, 'ask' | 'on'>): Why {
  const store = createStore<WhyState>(() => NOTHING);
  let asked = 0;
  let reader: string | null | undefined;
  // It is about a patron of the person who left.
  link.on('session.changed', (session) => {
    const next = session?.staffId ?? null;
    if (next === reader) return;
    reader = next;
    asked += 1;
    store.setState(NOTHING);
  });
  return {
    store,
    async ask(why) {
      const turn = (asked += 1);
      if (store.getState().why !== why) store.setState({ why, trace: null, error: null });
      const told = await link.ask('circ.why', { why });
      if (turn !== asked) return;
      store.setState(told.ok ? { trace: told.value, error: null } : { trace: null, error: told.error });
    },
  };
}
