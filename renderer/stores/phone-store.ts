// The number to read out for a code by phone: asked of the desk for one thing at a time. The typed code stays in its form.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { PhoneAskInput, PhoneChallenge } from '../../shared/views/phone.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type PhoneState = { readonly shown: PhoneChallenge | null; readonly error: BridgeError | null };

export type Phone = {
  readonly store: StoreApi<PhoneState>;
  /** Shows the number for this, in place of any other. */
  readonly ask: (input: PhoneAskInput) => Promise<void>;
};

const NONE: PhoneState = { shown: null, error: null };

export function createPhone(link: DeskLink): Phone {
  const store = createStore<PhoneState>(() => NONE);
  let asked = 0;
  return {
    store,
    async ask(input) {
      const turn = (asked += 1);
      store.setState(NONE);
      const answer = await link.ask('phone.ask', input);
      // A person may have asked for something else meanwhile.
      if (turn !== asked) return;
      store.setState(answer.ok ? { shown: answer.value, error: null } : { shown: null, error: answer.error });
    },
  };
}
