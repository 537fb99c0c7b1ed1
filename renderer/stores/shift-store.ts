// The shift of the desk on this page: what is open, and the count that somebody is in the middle of. A scan may close the dialog at any moment;
// what was counted until then stays.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { ShiftView } from '../../shared/bridge/views/shift.ts';
import { denominationsOf, type Denomination } from '../../shared/core/denominations.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { typedMoney } from '../text/typed-money.ts';
import type { Tone } from './work/tone-of.ts';

/** `count`: the drawer, for closing. `compare`: what was counted beside what should be there. */
export type ShiftStep = 'overview' | 'hand-over' | 'count' | 'compare';

/** What was typed of a count: pieces by denomination, or the total alone. */
export type CountTyped = { readonly numbers: Readonly<Record<string, string>>; readonly total: string };

export type ShiftState = {
  /** Null: none is open. */
  readonly shift: ShiftView | null;
  readonly step: ShiftStep;
  readonly count: CountTyped;
  readonly reason: string;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  /** The one that was closed here just now. */
  readonly ended: ShiftView | null;
};

export type PersonTyped = { readonly staff: string; readonly pin: string };

export type ShiftDesk = {
  readonly store: StoreApi<ShiftState>;
  readonly load: () => Promise<void>;
  /** The dialog opens: at its beginning, with what was counted before. */
  readonly begin: () => void;
  readonly go: (step: ShiftStep) => void;
  readonly setNumber: (key: string, text: string) => void;
  readonly setTotal: (text: string) => void;
  readonly setReason: (text: string) => void;
  readonly open: (hasDrawer: boolean) => Promise<void>;
  readonly handOver: (to: PersonTyped) => Promise<void>;
  readonly close: (second: PersonTyped | null) => Promise<void>;
};

export type ShiftParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
  readonly currency: () => string;
};

const NO_COUNT: CountTyped = { numbers: {}, total: '' };
const EMPTY: ShiftState = {
  shift: null,
  step: 'overview',
  count: NO_COUNT,
  reason: '',
  isBusy: false,
  error: null,
  ended: null,
};

/** The key of a denomination in what was typed. */
export function pieceKey({ form, valueMinor }: Denomination): string {
  return `${form}-${valueMinor}`;
}

/** What was typed, in money: pieces that were counted, and their sum or else the total that was typed. Null: nothing that can be read. */
export function readCount({ numbers, total }: CountTyped, currency: string) {
  const pieces = denominationsOf(currency).flatMap((one) => {
    const text = numbers[pieceKey(one)]?.trim() ?? '';
    return text === '' ? [] : [{ ...one, number: /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN }];
  });
  if (pieces.some(({ number }) => Number.isNaN(number))) return null;
  if (pieces.length === 0) {
    const countedMinor = typedMoney(total, currency);
    return countedMinor === null ? null : { pieces, countedMinor };
  }
  return { pieces, countedMinor: pieces.reduce((sum, { valueMinor, number }) => sum + valueMinor * number, 0) };
}

export function createShift({ link, play, currency }: ShiftParts): ShiftDesk {
  const store = createStore<ShiftState>(() => EMPTY);
  const counted = () => readCount(store.getState().count, currency()) ?? { pieces: [] };

  const load = async (): Promise<void> => {
    const answer = await link.call('shift.current', {});
    if (answer.ok) store.setState({ shift: answer.value });
  };
  link.on('shift.changed', (shift) => store.setState({ shift }));
  // While the core was away another window's change may have been missed.
  const seen = { wasDown: false };
  link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) void load();
    seen.wasDown = reach !== 'up';
  });

  type Name = 'shift.open' | 'shift.handOver' | 'shift.close';
  const send = async <M extends Name>(name: M, input: MethodInput<M>): Promise<void> => {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, error: null });
    const answer: BridgeAnswer<Name> = await link.call(name, input);
    play(answer.ok ? 'done' : 'refused');
    if (!answer.ok) {
      store.setState({ isBusy: false, error: answer.error });
      // The answer may have been lost after the act was recorded.
      await load();
      return;
    }
    const isClosed = answer.value.state === 'closed';
    store.setState({
      ...EMPTY,
      shift: isClosed ? null : answer.value,
      ended: isClosed ? answer.value : null,
    });
  };

  return {
    store,
    load,
    begin() {
      store.setState({ step: 'overview', error: null, ended: null });
      void load();
    },
    go: (step) => store.setState({ step, error: null }),
    setNumber: (key, text) =>
      store.setState(({ count }) => ({ count: { ...count, numbers: { ...count.numbers, [key]: text } }, error: null })),
    setTotal: (total) => store.setState(({ count }) => ({ count: { ...count, total }, error: null })),
    setReason: (reason) => store.setState({ reason }),
    open(hasDrawer) {
      const { pieces, ...total } = counted();
      const startingCashMinor = 'countedMinor' in total ? total.countedMinor : 0;
      return send('shift.open', hasDrawer ? { startingCashMinor, pieces } : {});
    },
    handOver: (to) => send('shift.handOver', { to, ...counted(), reason: store.getState().reason.trim() }),
    close: (second) =>
      send('shift.close', {
        ...counted(),
        reason: store.getState().reason.trim(),
        ...(second === null ? {} : { second }),
      }),
  };
}
