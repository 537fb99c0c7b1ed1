// A person phones from another desk: the number that they read out is read here, and with a PIN the code for it is given.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { PhoneGiven } from '../../shared/views/phone.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

/** Which desk, and the number that was read out. */
export type PhoneHeard = { readonly desk: string; readonly challenge: string };

export type PhoneGiveState = {
  /** The answer to a number, with that number: another number is read anew. */
  readonly read: { readonly heard: PhoneHeard; readonly given: PhoneGiven } | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type PhoneGive = {
  readonly store: StoreApi<PhoneGiveState>;
  readonly begin: () => void;
  /** Reads a number; with a PIN gives the code. */
  readonly send: (heard: PhoneHeard, pin: string | null) => Promise<void>;
};

const NOTHING: PhoneGiveState = { read: null, isBusy: false, error: null };

export function createPhoneGive(link: DeskLink): PhoneGive {
  const store = createStore<PhoneGiveState>(() => NOTHING);
  let turn = 0;
  return {
    store,
    begin() {
      turn += 1;
      store.setState(NOTHING);
    },
    async send(heard, pin) {
      if (store.getState().isBusy) return;
      const mine = (turn += 1);
      store.setState({ isBusy: true, error: null });
      const answer = await link.act('phone.give', { ...heard, ...(pin === null ? {} : { pin }) });
      if (mine !== turn) return;
      store.setState(
        answer.ok
          ? { isBusy: false, read: { heard, given: answer.value } }
          : { isBusy: false, error: answer.error, ...(pin === null ? { read: null } : {}) },
      );
    },
  };
}
