// Slips on this page: the one shown, those that wait for the printer, and the printer's settings.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { PrinterSettings, PrinterView, SlipOf, SlipView } from '../../shared/views/slip.ts';
import type { ActId, HoldId } from '../../shared/core/ids.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';
import type { ScreenId } from './view-store.ts';
import { entriesOf, type Entry, type WorkState } from './work/work-state.ts';
import { MINUTE_MS } from '../../shared/core/instant.ts';

/** The result of the last request. `tested`: the printer took the test page. */
export type SlipSaid = 'printed' | 'kept' | 'saved' | 'tested';

export type SlipsState = {
  readonly printer: PrinterView | null;
  readonly of: SlipOf | null;
  readonly slip: SlipView | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly said: SlipSaid | null;
  /** The slip that the page itself prints now. */
  readonly paper: SlipView | null;
};

export type Slips = {
  readonly store: StoreApi<SlipsState>;
  readonly load: () => Promise<void>;
  /** Shows a slip; without any, the one that was printed last. */
  readonly begin: (of: SlipOf | null) => Promise<void>;
  readonly print: () => Promise<void>;
  /** Prints the slip of a hold at once; `page`: the page prints it. */
  readonly printHold: (hold: HoldId) => Promise<Result<'printed' | 'waiting' | 'page', BridgeError>>;
  /** On the printer of the page, with any printer at the desk. */
  readonly printPage: () => void;
  readonly paperEnded: () => void;
  readonly printWaiting: () => Promise<void>;
  readonly drop: (number: number) => Promise<void>;
  /** Clears messages of an earlier set-up of the printer. */
  readonly beginSetup: () => Promise<void>;
  readonly set: (settings: PrinterSettings) => Promise<boolean>;
  readonly test: () => Promise<void>;
};

const EMPTY: SlipsState = { printer: null, of: null, slip: null, isBusy: false, error: null, said: null, paper: null };

/** The act of an entry that has a slip; null for any other. */
export function slipAct({ act, state, answer }: Entry): ActId | null {
  if (state !== 'done' || answer === null) return null;
  const hasSlip = act === 'checkout' || act === 'renew' || (answer.slips ?? []).length > 0;
  return hasSlip ? (answer.commandId ?? null) : null;
}

/** Checkouts and renewals of the patron on the desk in this visit, the oldest first. */
export function actsOfVisit(state: WorkState): readonly ActId[] {
  return entriesOf(state, 'checkout')
    .flatMap((entry) => slipAct(entry) ?? [])
    .toReversed();
}

/** Between two things that one person hands in there is less. */
const ONE_PERSON_MS = 2 * MINUTE_MS;

/** Subjects of Print a slip: the refusal on screen, items a patron took, the route of the last item, or a return. */
export function slipShown(state: WorkState, screen: ScreenId): SlipOf | null {
  const notice = state.notices[screen];
  const shown = 'entryId' in notice ? state.entries.find(({ id }) => id === notice.entryId) : undefined;
  const patron = shown?.scanned ?? shown?.card ?? null;
  const isRefused = shown?.act === 'checkout' && (shown.state === 'ask' || shown.state === 'refused');
  if (shown !== undefined && isRefused && patron !== null) return { refusal: { patron, item: shown.barcode } };
  if (screen !== 'checkin' && screen !== 'work') {
    const acts = actsOfVisit(state);
    return acts.length === 0 ? null : { acts: [...acts] };
  }
  const routed = entriesOf(state, 'checkin').flatMap((entry) => slipAct(entry) ?? []);
  const [last] = routed;
  if (last !== undefined) return { acts: [last] };
  return screen === 'work' ? null : returnedTogether(state);
}

/** Items of the last return visit, for the receipt; null = none. */
export function returnedTogether(state: WorkState): SlipOf | null {
  const done = entriesOf(state, 'checkin').filter((entry) => entry.act === 'checkin' && entry.state === 'done');
  const end = done.findIndex(({ at }, n) => n > 0 && (done[n - 1]?.at ?? at) - at > ONE_PERSON_MS);
  const together = end === -1 ? done : done.slice(0, end);
  const returned = together.flatMap(({ answer }) => answer?.commandId ?? []).toReversed();
  return returned.length === 0 ? null : { returned };
}

export function createSlips({ link, play }: { readonly link: DeskLink; readonly play: (tone: Tone) => void }): Slips {
  const store = createStore<SlipsState>(() => EMPTY);
  const load = async (): Promise<void> => {
    const answer = await link.ask('printer.view', {});
    if (answer.ok) store.setState({ printer: answer.value });
  };
  link.on('printer.changed', (printer) => store.setState({ printer }));
  link.onReach((reach) => {
    if (reach === 'up') void load();
  });
  const show = async (of: SlipOf | null): Promise<void> => {
    store.setState({ of, slip: null, error: null, said: null });
    if (of === null) return;
    const answer = await link.ask('slip.preview', { of });
    if (answer.ok) store.setState({ slip: answer.value });
    else store.setState({ error: answer.error });
  };
  const send = async (of: SlipOf, said: SlipSaid): Promise<void> => {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, error: null, said: null });
    const answer = await link.act('slip.print', { of });
    store.setState({ isBusy: false });
    if (!answer.ok) {
      play('refused');
      return store.setState({ error: answer.error });
    }
    const { slip, outcome } = answer.value;
    if (outcome === 'page') return store.setState({ paper: slip });
    play(outcome === 'printed' ? 'done' : 'refused');
    store.setState({ said: outcome === 'printed' ? said : 'kept' });
  };
  return {
    store,
    load,
    async begin(of) {
      await load();
      const last = store.getState().printer?.last ?? null;
      if (of !== null) await show(of);
      else await show(last === null ? null : { number: last.number });
    },
    async print() {
      const { of } = store.getState();
      if (of !== null) await send(of, 'printed');
    },
    printHold: (hold) => printHold(link, store, hold),
    printPage: () => store.setState(({ slip }) => ({ paper: slip })),
    paperEnded: () => store.setState({ paper: null }),
    async printWaiting() {
      if (store.getState().isBusy) return;
      store.setState({ isBusy: true, error: null, said: null });
      const answer = await link.act('slip.printWaiting', {});
      store.setState({ isBusy: false });
      if (!answer.ok) return store.setState({ error: answer.error });
      play(answer.value.waiting.length === 0 ? 'done' : 'refused');
      store.setState({ printer: answer.value, said: answer.value.waiting.length === 0 ? 'printed' : 'kept' });
    },
    async drop(number) {
      const answer = await link.ask('slip.drop', { number });
      if (answer.ok) store.setState({ printer: answer.value });
      else store.setState({ error: answer.error });
    },
    async beginSetup() {
      store.setState({ error: null, said: null });
      await load();
    },
    async set(settings) {
      store.setState({ error: null, said: null });
      const answer = await link.ask('printer.set', settings);
      play(answer.ok ? 'done' : 'refused');
      if (answer.ok) store.setState({ printer: answer.value, said: 'saved' });
      else store.setState({ error: answer.error });
      return answer.ok;
    },
    test: () => send({ test: true }, 'tested'),
  };
}

async function printHold(link: DeskLink, store: StoreApi<SlipsState>, hold: HoldId): ReturnType<Slips['printHold']> {
  const answer = await link.act('slip.print', { of: { hold } });
  if (!answer.ok) return err(answer.error);
  const { slip, outcome } = answer.value;
  if (outcome === 'page') store.setState({ paper: slip });
  return ok(outcome);
}
