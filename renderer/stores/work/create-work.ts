// The work on the desk: takes scans and acts in order, and keeps the parts that an accidental reload must not lose.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { PatronHold } from '../../../shared/views/patron.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { LastMoney } from '../fees-state.ts';
import type { ScreenId } from '../view-store.ts';
import { tell, type Bench, type WorkParts } from './bench.ts';
import { endDropByItself, setAmnesty, toggleBookDrop } from './book-drop.ts';
import { endMode, endRenewingWhenIdle, needsNoCard, toggleRenewing, toggleSorting } from './modes.ts';
import { toggleInventory } from './inventory.ts';
import * as acts from './desk-acts.ts';
import { foundOn, moveFound, openFound } from './found.ts';
import { goAhead, type GoAhead } from './go-ahead.ts';
import { forWhomActs, type ForWhomActs } from './for-whom.ts';
import { dueActs, type DueActs } from './due-acts.ts';
import { createOverrideForm, type OverrideActions } from './override-form.ts';
import { closePatron, closeWhenIdle, createRefresh, keepOpen, openPatron, toggleDetails } from './patron-on-desk.ts';
import { recallItem, recallShown, refreshItem, resolveAndShow, showItem } from './looked-up.ts';
import { nameInHand, spendInHand, takeCard } from './in-hand.ts';
import { saidIn } from './said-in.ts';
import { createSerial, type Serial } from './serial.ts';
import { takeScan } from './take-scan.ts';
import { undoAsked, undoLast } from './undo.ts';
import { countUse, endUseCountWhenIdle, toggleUseCount } from './use-count.ts';
import { forget, recall, remember } from './work-memory.ts';
import { EMPTY_WORK, type Entry, type InHand, type QueuedScan, type WorkState } from './work-state.ts';

export type Work = DueActs &
  ForWhomActs & {
    readonly store: StoreApi<WorkState>;
    /** Takes a scan or a typed text, made at `atMono`, on the screen then shown. */
    readonly takeText: (text: string, how: { readonly atMono: number; readonly scanned: boolean }) => void;
    readonly openPatron: (card: string) => Promise<void>;
    readonly closePatron: () => void;
    readonly toggleDetails: () => Promise<void>;
    readonly goTo: (screen: ScreenId) => Promise<void>;
    readonly showItem: (barcode: string) => Promise<void>;
    /** Ends a question about an item: the card of its borrower, or null when it stands on the shelf. */
    readonly resolveItem: (barcode: string, holder: string | null) => Promise<void>;
    /** The patron on the desk waits no longer. */
    readonly cancelHold: (hold: PatronHold) => Promise<void>;
    /** Calls the item that was looked up back for the patron on the desk. */
    readonly recall: () => Promise<void>;
    /** Calls a copy back for the patron on the desk, from its record. */
    readonly recallItem: (item: InHand) => Promise<void>;
    /** Takes one item back now, from any screen; null when that failed. */
    readonly checkIn: (item: InHand) => Promise<CirculationAnswer | null>;
    /** Checks in an item on the open list of Work. */
    readonly takeOffList: (item: InHand, place?: string) => Promise<void>;
    readonly renew: (barcode: string, title: string) => Promise<void>;
    readonly renewAll: () => Promise<void>;
    readonly undoLast: (money: LastMoney | null) => Promise<void>;
    /** Undoes the act in question, for a reason; null where none is needed. */
    readonly undoAsked: (reason: string | null) => Promise<void>;
    readonly found: FoundActions;
    readonly toggleBookDrop: () => Promise<void>;
    /** Late fees of returns from the drop are waived, for this reason; null = they are owed. */
    readonly setAmnesty: (reason: string | null) => void;
    /** Counts the use of the item that was looked up; without one, the place begins or ends to count. */
    readonly countUse: () => Promise<void>;
    /** Begins or ends renewing scans on Check out; items in hand go first. */
    readonly toggleRenewing: () => Promise<void>;
    /** Counts scans on the place shown from now on. */
    readonly beginUse: () => Promise<void>;
    /** Begins or ends to read a shelf on Check in. */
    readonly toggleInventory: () => void;
    /** Begins or ends to put returns on carts. */
    readonly toggleSorting: () => void;
    readonly endMode: () => void;
    readonly goAhead: GoAhead;
    readonly override: OverrideActions;
    /** Sends a checkout again that nothing is in the way of any more. */
    readonly lendAgain: (entryId: number) => Promise<void>;
    /** Lays the items in hand aside: nothing is recorded about them. */
    readonly putAside: () => void;
    readonly clearNotice: () => void;
    /** A key for a patron was pressed without a patron on the desk. */
    readonly sayNoPatron: () => void;
    /** A key was pressed that does nothing. */
    readonly sayNoKey: (key: string) => void;
    /** A person signed in: their own work comes back, that of another person is gone. */
    readonly begin: (staffId: string, isSamePerson: boolean) => Promise<void>;
    readonly end: () => void;
    /** Answers scans made while the desk was not open to act. */
    readonly goOn: () => Promise<void>;
    /** Shows the desk in another language: answers that came in both are switched, the rest is fetched again. */
    readonly speak: (language: Language) => Promise<void>;
    /** Follows changes and the clock; returns how to stop. */
    readonly follow: () => () => void;
  };

/** Search results for a typed text. */
export type FoundActions = {
  /** Chooses another row; false when there is no list. */
  readonly move: (step: number) => boolean;
  /** Opens a row, or the chosen one; false when there is no list. */
  readonly open: (row?: number) => boolean;
};

/** The patron's panel is fetched again when the answer has been painted: the answer comes first. */
const AFTER_PAINT_MS = 40;

export function createWork(parts: WorkParts): Work {
  const ids = { last: 0 };
  const store = createStore<WorkState>(() => EMPTY_WORK);
  const bench: Bench = { ...parts, store, nextId: () => (ids.last += 1) };
  const serial = createSerial();
  const refresh = createRefresh(bench);
  const memory = keepMemory(bench);
  const inTurn = async (act: () => Promise<unknown>): Promise<void> => {
    await serial.run(act);
    bench.clock.after(AFTER_PAINT_MS, () => void refresh());
  };
  const pump = createPump(bench, inTurn);
  return {
    store,
    takeText(text, { atMono, scanned }) {
      const scan = { text, scanned, screen: bench.view.getState().screen, atMono };
      store.setState((state) => ({ queued: [...state.queued, scan], override: null }));
      // Sent before the page lays anything out.
      void pump();
      bench.view.setState({ overlay: 'none', isFees: false });
      bench.focus();
    },
    openPatron: (card) => inTurn(() => takeCard(bench, card)),
    closePatron: () => closePatron(bench),
    toggleDetails: () => toggleDetails(bench),
    goTo: (screen) => goTo(bench, screen, inTurn),
    showItem: (barcode) => showItem(bench, barcode),
    cancelHold: (hold) => inTurn(() => acts.cancelHold(bench, hold)),
    recall: () => inTurn(() => recallShown(bench)),
    recallItem: (item) => inTurn(() => recallItem(bench, item)),
    resolveItem: (barcode, holder) =>
      inTurn(async () => {
        await resolveAndShow(bench, barcode, holder);
      }),
    async checkIn(item) {
      const done: { entry: Entry | null } = { entry: null };
      await inTurn(async () => {
        done.entry = await acts.takeBack(bench, item);
      });
      return done.entry?.answer ?? null;
    },
    takeOffList: (item, place) => inTurn(() => acts.takeOffList(bench, item, place)),
    renew: (barcode, title) => inTurn(() => acts.renew(bench, { barcode, title })),
    ...dueActs(bench, inTurn),
    ...forWhomActs(bench),
    renewAll: () => inTurn(() => acts.renewAll(bench)),
    undoLast: (money) => inTurn(() => undoLast(bench, money)),
    undoAsked: (reason) => inTurn(() => undoAsked(bench, reason)),
    found: foundActions(bench, inTurn),
    ...modeActs(bench, inTurn),
    goAhead: (entryId) => inTurn(() => goAhead(bench, entryId)),
    override: createOverrideForm(bench, inTurn),
    lendAgain: (entryId) => inTurn(() => acts.lendAgain(bench, entryId)),
    putAside: () => putAside(bench),
    clearNotice: () => tell(bench, bench.view.getState().screen, { kind: 'ready' }),
    ...keySayings(bench),
    begin: (staffId, isSamePerson) => begin({ bench, memory, pump, inTurn, serial }, staffId, isSamePerson),
    goOn: pump,
    end() {
      store.setState(EMPTY_WORK);
      bench.view.setState({ screen: 'checkout', overlay: 'none', isRecordShown: false, whyEntry: null });
      memory.end();
    },
    async speak(language) {
      store.setState(({ entries }) => ({ entries: entries.map((entry) => saidIn(entry, language)) }));
      await Promise.all([refresh(), refreshItem(bench)]);
    },
    follow() {
      const stops = [
        followChanges(bench, refresh),
        closeWhenIdle(bench),
        endAnswersOnLeaving(bench),
        endDropByItself(bench),
        endUseCountWhenIdle(bench),
        endRenewingWhenIdle(bench),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** Items that waited for a card are dropped. */
function putAside(bench: Bench): void {
  const count = bench.store.getState().inHand.length;
  bench.store.setState({ inHand: [] });
  tell(bench, 'checkout', { kind: 'put-aside', count });
}

type Beginning = {
  readonly bench: Bench;
  readonly memory: ReturnType<typeof keepMemory>;
  readonly pump: () => Promise<void>;
  readonly inTurn: (act: () => Promise<unknown>) => Promise<void>;
  readonly serial: Serial;
};

/** A person signed in: restores the work that a reload left, and answers scans made meanwhile. */
async function begin(parts: Beginning, staffId: string, isSamePerson: boolean): Promise<void> {
  const { bench, memory, pump, inTurn, serial } = parts;
  const { store } = bench;
  if (!isSamePerson) {
    store.setState(({ queued }) => ({ ...EMPTY_WORK, queued }));
    bench.view.setState({ screen: 'checkout', whyEntry: null, overlay: 'none', underHelp: 'none' });
  }
  const kept = memory.begin(staffId);
  if (kept !== null) {
    bench.view.setState({ screen: kept.screen });
    const { queued } = store.getState();
    const before = kept.queued.map((scan) => ({ ...scan, screen: kept.screen, atMono: bench.clock.mono() }));
    store.setState({
      inHand: kept.inHand.map((barcode) => ({ barcode, title: null })),
      queued: [...before, ...queued],
      bookDrop: kept.bookDrop,
      useCount: kept.useCount,
      renewing: kept.renewing,
      inventory: kept.inventory,
      sorting: kept.sorting,
    });
    if (kept.card !== null) await serial.run(() => openPatron(bench, kept.card ?? '', { isQuiet: true }));
    if (kept.inHand.length > 0)
      await inTurn(async () => {
        await spendInHand(bench);
        await nameInHand(bench);
      });
  }
  keepOpen(bench);
  await pump();
}

/** Answers the queued scans one after another, while the desk is open to act. */
function createPump(bench: Bench, inTurn: (act: () => Promise<unknown>) => Promise<void>): () => Promise<void> {
  const state = { isRunning: false };
  return async () => {
    if (state.isRunning) return;
    state.isRunning = true;
    const next = (): QueuedScan | undefined => (bench.isOpen() ? bench.store.getState().queued[0] : undefined);
    const finish = (done: QueuedScan): void =>
      bench.store.setState(({ queued }) => ({ queued: queued.filter((other) => other !== done) }));
    try {
      for (let scan = next(); scan !== undefined; scan = next()) {
        const mine = scan;
        await inTurn(() => takeScan(bench, mine)).finally(() => finish(mine));
        bench.painted(mine.atMono);
      }
    } finally {
      state.isRunning = false;
    }
  };
}

function foundActions(bench: Bench, inTurn: (act: () => Promise<unknown>) => Promise<void>): FoundActions {
  return {
    move(step) {
      if (foundOn(bench) === null) return false;
      moveFound(bench, step);
      return true;
    },
    open(row) {
      if (foundOn(bench) === null) return false;
      void inTurn(() => openFound(bench, row));
      return true;
    },
  };
}

/** Goes to a screen. An item that was looked up goes along and is shown there: only its own key records something about it. */
async function goTo(
  bench: Bench,
  screen: ScreenId,
  inTurn: (act: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const from = bench.view.getState().screen;
  const notice = bench.store.getState().notices[from];
  bench.view.setState({ screen, overlay: 'none', isFees: false, isRecordShown: false, whyEntry: null });
  if ((screen === 'checkout' || screen === 'checkin') && notice.kind === 'item') {
    if (screen !== from) tell(bench, from, { kind: 'ready' });
    tell(bench, screen, notice);
  }
  bench.focus();
  if (bench.store.getState().inHand.length > 0) await inTurn(() => spendInHand(bench));
}

/** Keeps the ids of the work on the desk for this tab, while a person is signed in. */
function keepMemory(bench: Bench): { begin: (staffId: string) => ReturnType<typeof recall>; end: () => void } {
  const owner: { staffId: string | null } = { staffId: null };
  const write = (): void => {
    if (owner.staffId === null) return;
    const { patron, inHand, queued, bookDrop, useCount, renewing, inventory, sorting } = bench.store.getState();
    remember(bench.storage, {
      staffId: owner.staffId,
      screen: bench.view.getState().screen,
      card: patron?.scanned ?? null,
      inHand: inHand.map(({ barcode }) => barcode),
      queued: queued.map(({ text, scanned }) => ({ text, scanned })),
      bookDrop,
      useCount,
      renewing,
      inventory,
      sorting,
    });
  };
  bench.store.subscribe(write);
  bench.view.subscribe(write);
  return {
    begin(staffId) {
      const isFirst = owner.staffId === null;
      const kept = isFirst ? recall(bench.storage) : null;
      owner.staffId = staffId;
      return kept?.staffId === staffId ? kept : null;
    },
    end() {
      owner.staffId = null;
      forget(bench.storage);
    },
  };
}

/** Places that only look things up: their answer is of the moment, and is not met again on return. */
const PLACES_OF_LOOKUPS: ReadonlySet<ScreenId> = new Set<ScreenId>(['titles', 'work', 'reports', 'settings']);

/** Returns how to stop. */
function endAnswersOnLeaving(bench: Bench): () => void {
  return bench.view.subscribe(({ screen }, { screen: left }) => {
    if (screen !== left && PLACES_OF_LOOKUPS.has(left)) tell(bench, left, { kind: 'ready' });
  });
}

/** Follows; returns how to stop. */
function followChanges(bench: Bench, refresh: () => Promise<void>): () => void {
  const stopChanges = bench.link.on('desk.changed', ({ patrons, items }) => {
    const notice = bench.store.getState().notices[bench.view.getState().screen];
    if (notice.kind === 'item' && items.includes(notice.item.barcode)) void refreshItem(bench);
    const view = bench.store.getState().patron?.view;
    if (view === null || view === undefined) return;
    const isTheirs = patrons.includes(view.patronId) || patrons.includes(view.card);
    if (isTheirs || view.loans.some(({ barcode }) => items.includes(barcode))) void refresh();
  });
  const seen = { wasDown: false };
  const stopReach = bench.link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) void refresh();
    seen.wasDown = reach !== 'up';
  });
  return () => {
    stopChanges();
    stopReach();
  };
}

/** Messages for keys that have no effect now. */
function keySayings(bench: Bench): Pick<Work, 'sayNoPatron' | 'sayNoKey'> {
  return {
    sayNoPatron() {
      bench.view.setState({ screen: 'checkout', overlay: 'none' });
      tell(bench, 'checkout', { kind: 'no-patron' });
      bench.play('refused');
    },
    sayNoKey(key) {
      tell(bench, bench.view.getState().screen, { kind: 'no-key', key });
      bench.play('refused');
    },
  };
}

/** Modes of a scan. */
function modeActs(
  bench: Bench,
  inTurn: (act: () => Promise<unknown>) => Promise<void>,
): Pick<
  Work,
  | 'toggleBookDrop'
  | 'setAmnesty'
  | 'countUse'
  | 'beginUse'
  | 'toggleRenewing'
  | 'toggleInventory'
  | 'toggleSorting'
  | 'endMode'
> {
  // Items in hand need no card where they are renewed or counted.
  const withInHand = (begin: () => unknown): Promise<void> =>
    inTurn(async () => {
      await begin();
      if (needsNoCard(bench.store.getState())) await spendInHand(bench);
    });
  return {
    toggleBookDrop: () => toggleBookDrop(bench),
    setAmnesty: (reason) => setAmnesty(bench, reason),
    countUse: () => withInHand(() => countUse(bench)),
    beginUse: () => withInHand(() => toggleUseCount(bench)),
    toggleRenewing: () => withInHand(() => toggleRenewing(bench)),
    toggleInventory: () => toggleInventory(bench),
    toggleSorting: () => toggleSorting(bench),
    endMode: () => endMode(bench),
  };
}
