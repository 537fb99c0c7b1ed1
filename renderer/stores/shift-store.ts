// The shift of the desk on this page: the open shift and the count in progress. The count stays when the person goes to
// another screen.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { ShiftView, TodayView } from '../../shared/views/shift.ts';
import { denominationsOf, type Denomination } from '../../shared/core/denominations.ts';
import { MOST_MONEY_MINOR, type MinorUnits } from '../../shared/core/money.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { typedMoney } from '../text/typed-money.ts';
import type { Tone } from './work/tone-of.ts';

/**
 * `correct`: the starting cash. `count`: the drawer, for closing. `compare`: the counted beside the expected amount. `uncounted`: closing without a
 * count.
 */
export type ShiftStep = 'overview' | 'correct' | 'hand-over' | 'count' | 'compare' | 'uncounted';

/** The last act on a shift that is still open. */
export type ShiftDone = 'opened' | 'corrected' | 'handed-over';

/** The count that a person saw beside the expected amount, before they may have counted again. */
export type FirstCount = {
  readonly at: 'closing' | 'hand-over';
  readonly countedMinor: MinorUnits;
  readonly expectedMinor: MinorUnits;
};

/** Typed fields of a count: pieces by denomination, or the total alone. */
export type CountTyped = { readonly numbers: Readonly<Record<string, string>>; readonly total: string };

export type ShiftState = {
  /** Null: none is open. */
  readonly shift: ShiftView | null;
  readonly step: ShiftStep;
  readonly count: CountTyped;
  readonly firstCount: FirstCount | null;
  readonly reason: string;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  readonly done: ShiftDone | null;
  /** A scan in the middle of a count; it waits until the person decides whether to leave for it. */
  readonly waiting: string | null;
  /** The one that was closed here just now. */
  readonly ended: ShiftView | null;
  /** Figures of today; null until asked for. */
  readonly today: TodayView | null;
};

export type PersonTyped = { readonly staff: string; readonly pin: string };

export type ShiftDesk = {
  readonly store: StoreApi<ShiftState>;
  readonly load: () => Promise<void>;
  /** Counts the acts of today anew. */
  readonly countToday: () => Promise<void>;
  /** The shift is shown: at its beginning, with the earlier count. */
  readonly begin: () => void;
  readonly go: (step: ShiftStep) => void;
  readonly holdScan: (code: string) => void;
  readonly forgetScan: () => void;
  /** A person sees the expected amount: the first count that they see beside it goes into the record. */
  readonly noteCount: (first: FirstCount) => void;
  readonly setNumber: (key: string, text: string) => void;
  readonly setTotal: (text: string) => void;
  readonly setReason: (text: string) => void;
  /** Drops what was counted and not closed. */
  readonly dropCount: () => void;
  readonly open: (hasDrawer: boolean) => Promise<void>;
  /** Sets the starting cash to the counted amount. */
  readonly correct: () => Promise<void>;
  readonly handOver: (to: PersonTyped) => Promise<void>;
  readonly close: (second: PersonTyped | null) => Promise<void>;
};

export type ShiftParts = {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
  readonly currency: () => string;
};

const NO_COUNT: CountTyped = { numbers: {}, total: '' };
const EMPTY: Omit<ShiftState, 'today'> = {
  shift: null,
  step: 'overview',
  count: NO_COUNT,
  firstCount: null,
  reason: '',
  isBusy: false,
  error: null,
  done: null,
  waiting: null,
  ended: null,
};

const DONE = {
  'shift.open': 'opened',
  'shift.correct': 'corrected',
  'shift.handOver': 'handed-over',
  'shift.close': null,
} as const;

/** The key of a denomination in the typed count. */
export function pieceKey({ form, valueMinor }: Denomination): string {
  return `${form}-${valueMinor}`;
}

type Pieces = NonNullable<MethodInput<'shift.close'>['pieces']>[number];

/** Whether money was typed into a form of the shift, which a scan must not take away unasked. */
export function isCounting({ count: { numbers, total } }: ShiftState): boolean {
  return total.trim() !== '' || Object.values(numbers).some((text) => text.trim() !== '');
}

/** The typed count, in money. Empty fields are no count; unreadable ones are a fault, and never taken for no count. */
export type CountRead =
  | { readonly kind: 'none' | 'bad-piece' | 'bad-total' | 'too-much' }
  | { readonly kind: 'counted'; readonly pieces: readonly Pieces[]; readonly countedMinor: MinorUnits };

/** Reads pieces that were counted, and their sum; or else the total that was typed. */
export function readCount({ numbers, total }: CountTyped, currency: string): CountRead {
  const typed = denominationsOf(currency)
    .map((one) => ({ one, text: numbers[pieceKey(one)]?.trim() ?? '' }))
    .filter(({ text }) => text !== '');
  if (typed.some(({ text }) => !/^\d{1,6}$/.test(text))) return { kind: 'bad-piece' };
  if (typed.length === 0) return readTotal(total, currency);
  const pieces = typed.map(({ one, text }) => ({ ...one, number: Number(text) }));
  return counted(
    pieces,
    pieces.reduce((sum, { valueMinor, number }) => sum + valueMinor * number, 0),
  );
}

function readTotal(total: string, currency: string): CountRead {
  if (total.trim() === '') return { kind: 'none' };
  const countedMinor = typedMoney(total, currency);
  return countedMinor === null ? { kind: 'bad-total' } : counted([], countedMinor);
}

function counted(pieces: readonly Pieces[], countedMinor: MinorUnits): CountRead {
  return countedMinor > MOST_MONEY_MINOR ? { kind: 'too-much' } : { kind: 'counted', pieces, countedMinor };
}

/** A typed starting cash is no count of the drawer, nor the other way round. */
function turnTo(step: ShiftStep, from: ShiftState): Partial<ShiftState> {
  const isOther = (step === 'correct') !== (from.step === 'correct');
  return { step, error: null, done: null, ...(isOther ? { count: NO_COUNT, reason: '' } : {}) };
}

/** Notes beside a count, and a scan that waits until the person who counts decides whether to leave for it. */
function besideCount(
  store: StoreApi<ShiftState>,
  play: ShiftParts['play'],
): Pick<ShiftDesk, 'holdScan' | 'forgetScan' | 'setReason'> {
  return {
    setReason: (reason) => store.setState({ reason }),
    holdScan(waiting) {
      store.setState({ waiting });
      play('route');
    },
    forgetScan: () => store.setState({ waiting: null }),
  };
}

async function readCurrent(link: DeskLink, store: StoreApi<ShiftState>): Promise<void> {
  const answer = await link.ask('shift.current', {});
  if (answer.ok) store.setState({ shift: answer.value });
}

async function countToday(link: DeskLink, store: StoreApi<ShiftState>): Promise<void> {
  const answer = await link.ask('shift.today', {});
  if (answer.ok) store.setState({ today: answer.value });
}

export function createShift({ link, play, currency }: ShiftParts): ShiftDesk {
  const store = createStore<ShiftState>(() => ({ ...EMPTY, today: null }));
  /** The count as it is sent to the desk. */
  const countOf = (): { countedMinor?: MinorUnits; pieces: Pieces[] } => {
    const read = readCount(store.getState().count, currency());
    if (read.kind !== 'counted') return { pieces: [] };
    return { countedMinor: read.countedMinor, pieces: [...read.pieces] };
  };
  /** If money came or went since, the earlier count does not apply to this one. */
  const firstOf = (at: FirstCount['at'], countedMinor: MinorUnits | undefined) => {
    const { firstCount, shift } = store.getState();
    const isSame = firstCount?.at === at && firstCount.expectedMinor === shift?.expectedMinor;
    if (firstCount === null || !isSame || firstCount.countedMinor === countedMinor) return {};
    return { firstCountedMinor: firstCount.countedMinor };
  };

  const load = (): Promise<void> => readCurrent(link, store);
  link.on('shift.changed', (shift) => store.setState({ shift }));
  // While the core was away another window's change may have been missed.
  const seen = { wasDown: false };
  link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) void load();
    seen.wasDown = reach !== 'up';
  });

  type Name = 'shift.open' | 'shift.correct' | 'shift.handOver' | 'shift.close';
  const send = async <M extends Name>(name: M, input: MethodInput<M>): Promise<void> => {
    if (store.getState().isBusy) return;
    store.setState({ isBusy: true, error: null });
    const answer: BridgeAnswer<Name> = await link.act(name, input);
    const fault = faultOf(answer);
    play(fault === null ? 'done' : 'refused');
    if (!answer.ok) {
      store.setState(fault === null ? { ...EMPTY, done: DONE[name] } : { isBusy: false, error: fault });
      // Also where it is not known whether it was recorded.
      await load();
      return;
    }
    const isClosed = answer.value.state === 'closed';
    store.setState({
      ...EMPTY,
      shift: isClosed ? null : answer.value,
      done: DONE[name],
      ended: isClosed ? answer.value : null,
    });
  };

  return {
    store,
    load,
    countToday: () => countToday(link, store),
    begin() {
      store.setState((state) => ({ ...turnTo('overview', state), ended: null }));
      void load();
    },
    go: (step) => store.setState((state) => turnTo(step, state)),
    ...besideCount(store, play),
    noteCount: (first) =>
      store.setState(({ firstCount }) => {
        const isNoted = firstCount?.at === first.at && firstCount.expectedMinor === first.expectedMinor;
        return isNoted ? {} : { firstCount: first };
      }),
    setNumber: (key, text) =>
      store.setState(({ count }) => ({ count: { ...count, numbers: { ...count.numbers, [key]: text } }, error: null })),
    dropCount: () => store.setState({ count: NO_COUNT, reason: '' }),
    setTotal: (total) => store.setState(({ count }) => ({ count: { ...count, total }, error: null })),
    open(hasDrawer) {
      const { pieces, countedMinor: startingCashMinor = 0 } = countOf();
      return send('shift.open', hasDrawer ? { startingCashMinor, pieces } : {});
    },
    correct() {
      const { pieces, countedMinor: startingCashMinor = 0 } = countOf();
      return send('shift.correct', { startingCashMinor, pieces, reason: store.getState().reason.trim() });
    },
    handOver(to) {
      const count = countOf();
      const first = firstOf('hand-over', count.countedMinor);
      return send('shift.handOver', { to, ...count, ...first, reason: store.getState().reason.trim() });
    },
    close(second) {
      const { step, reason } = store.getState();
      const count = step === 'uncounted' ? { pieces: [] } : countOf();
      const first = firstOf('closing', 'countedMinor' in count ? count.countedMinor : undefined);
      return send('shift.close', { ...count, ...first, reason: reason.trim(), ...(second === null ? {} : { second }) });
    },
  };
}
