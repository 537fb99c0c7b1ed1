// From a computer that is no desk to a person's first sign-in: joining, the data, the scanner, the printer. Every step but the first may be
// left for later. A page that is opened anew goes on where it was.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { Language } from '../../shared/core/language.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Line } from './line-store.ts';
import type { Station } from './station.ts';
import type { Tone } from './work/tone-of.ts';

export const SETUP_STEPS = ['join', 'data', 'scanner', 'printer'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export type SetupState = {
  /** `off`: this computer is a desk, and needs no setup. */
  readonly step: SetupStep | 'off';
  readonly central: string;
  readonly code: string;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type Setup = {
  readonly store: StoreApi<SetupState>;
  readonly setCentral: (central: string) => void;
  readonly setCode: (code: string) => void;
  readonly join: () => Promise<void>;
  readonly goTo: (step: SetupStep | 'off') => void;
};

export type SetupParts = {
  readonly link: DeskLink;
  readonly station: Pick<Station, 'store' | 'open' | 'setLanguage'>;
  readonly line: Pick<Line, 'load'>;
  readonly play: (tone: Tone) => void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly language: () => Language;
};

/** A folder without a desk. */
const NO_DESK = 'HF-ENROL-007';
/** The answer of a try before this one was lost, and the computer is a desk by now. */
const DESK_ALREADY = 'HF-ENROL-010';
const KEY = 'holdfast.setup';

export function createSetup({ link, station, line, play, storage, language }: SetupParts): Setup {
  const kept = SETUP_STEPS.find((step) => step === storage.getItem(KEY));
  const store = createStore<SetupState>(() => ({
    step: kept ?? 'off',
    central: '',
    code: '',
    isBusy: false,
    error: null,
  }));
  const goTo = (step: SetupStep | 'off'): void => {
    if (step === 'off') storage.removeItem(KEY);
    else storage.setItem(KEY, step);
    store.setState({ step, error: null });
  };
  // The station asks first; its answer says whether there is a desk.
  station.store.subscribe(({ problem, gate }, before) => {
    if (problem !== before.problem && problem?.code === NO_DESK) void begin();
    else if (gate !== 'opening' && before.gate === 'opening' && store.getState().step === 'join') goTo('off');
    if (gate === 'open' && before.gate !== 'open') goTo('off');
  });
  const begin = async (): Promise<void> => {
    goTo('join');
    const answer = await link.ask('setup.view', {});
    if (answer.ok && store.getState().central === '') store.setState({ central: answer.value.central ?? '' });
  };
  const joined = async (): Promise<void> => {
    play('done');
    goTo('data');
    await station.setLanguage(language());
    await station.open();
    await line.load();
  };
  return {
    store,
    setCentral: (central) => store.setState({ central, error: null }),
    setCode: (code) => store.setState({ code, error: null }),
    goTo,
    async join() {
      const { central, code, isBusy } = store.getState();
      if (isBusy || central.trim() === '' || code.trim() === '') return;
      store.setState({ isBusy: true, error: null });
      const answer = await link.act('setup.join', { central, code, language: language() });
      store.setState({ isBusy: false });
      if (answer.ok || answer.error.code === DESK_ALREADY) {
        store.setState({ code: '' });
        return joined();
      }
      play('refused');
      store.setState({ error: answer.error });
    },
  };
}
