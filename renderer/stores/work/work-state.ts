// What is on the desk: the patron, the items in hand that wait for a card, and the answers given, newest first.

import type { BridgeError } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../../shared/bridge/views/circulation.ts';
import type { ItemView } from '../../../shared/bridge/views/item.ts';
import type { PatronDetails, PatronView } from '../../../shared/bridge/views/patron.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ScreenId } from '../view-store.ts';

export type ActKind = 'checkout' | 'checkin' | 'renew' | 'undo';

/**
 * How an act stands. `ask`: may be overridden. `refused`: may not. `checking`: its answer was lost, the desk is being asked what became
 * of it. `unrecorded`: it was not recorded. `settled`: a later act did what this one could not. `undone`: taken back.
 */
export type EntryState = 'done' | 'ask' | 'refused' | 'failed' | 'checking' | 'unrecorded' | 'settled' | 'undone';

/** One act with its answer. */
export type Entry = {
  readonly id: number;
  readonly at: Instant;
  readonly act: ActKind;
  /** The list it belongs to. */
  readonly list: 'checkout' | 'checkin';
  /** Which patron's turn it was; rows of earlier turns are not shown. */
  readonly turn: number;
  readonly barcode: string;
  readonly title: string | null;
  readonly card: string | null;
  readonly state: EntryState;
  readonly answer: CirculationAnswer | null;
  readonly error: BridgeError | null;
  /** In words, what was found recorded after its answer was lost. */
  readonly found: string | null;
};

/** What the large place of a screen says now. */
export type Notice =
  | { readonly kind: 'ready' }
  | { readonly kind: 'entry'; readonly entryId: number }
  | { readonly kind: 'card'; readonly isSwitch: boolean }
  | { readonly kind: 'unknown-card'; readonly card: string }
  | { readonly kind: 'whose' }
  | { readonly kind: 'misread'; readonly text: string }
  | { readonly kind: 'not-found'; readonly text: string }
  | { readonly kind: 'card-at-checkin'; readonly card: string }
  | { readonly kind: 'item'; readonly item: ItemView }
  | { readonly kind: 'put-aside'; readonly count: number }
  | { readonly kind: 'renewed-all'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly error: BridgeError };

/** The patron on screen. `view` is null for a card that this desk does not know. */
export type OpenPatron = {
  readonly card: string;
  readonly view: PatronView | null;
  readonly details: PatronDetails | null;
};

/** An item that was scanned before a card. */
export type InHand = { readonly barcode: string; readonly title: string | null };

/** The override form: which refusal it is about, and what is wrong with what was given. */
export type OverrideForm = { readonly entryId: number; readonly error: BridgeError | null; readonly isBusy: boolean };

/** A scan or typed text that waits for its turn, with the screen it was made on. */
export type QueuedScan = { readonly text: string; readonly screen: ScreenId; readonly atMono: number };

export type WorkState = {
  readonly patron: OpenPatron | null;
  readonly turn: number;
  /** When the patron closes by itself; null while nothing counts. */
  readonly closesAtMono: number | null;
  readonly inHand: readonly InHand[];
  readonly entries: readonly Entry[];
  readonly notices: Readonly<Record<ScreenId, Notice>>;
  /** Scans taken and not answered yet, in order. */
  readonly queued: readonly QueuedScan[];
  readonly override: OverrideForm | null;
  /** Reasons typed and not sent, by entry: a scan closes the form and loses nothing. */
  readonly reasons: Readonly<Record<number, string>>;
};

/** The longest list kept. */
const MOST_ENTRIES = 300;
const READY = { kind: 'ready' } as const;

export const EMPTY_WORK: WorkState = {
  patron: null,
  turn: 0,
  closesAtMono: null,
  inHand: [],
  entries: [],
  notices: { checkout: READY, checkin: READY, patrons: READY, sync: READY },
  queued: [],
  override: null,
  reasons: {},
};

/** The state with an entry on top. */
export function withEntry(state: WorkState, entry: Entry): WorkState {
  return { ...state, entries: [entry, ...state.entries].slice(0, MOST_ENTRIES) };
}

/** The state with some fields of an entry changed. */
export function withEntryChanged(state: WorkState, id: number, change: Partial<Entry>): WorkState {
  return { ...state, entries: state.entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) };
}

/** The state with a notice in the large place of a screen. */
export function withNotice(state: WorkState, screen: ScreenId, notice: Notice): WorkState {
  return { ...state, notices: { ...state.notices, [screen]: notice } };
}

/** Rows of a list: all check-ins, but only this turn's checkouts. */
export function entriesOf(state: WorkState, list: 'checkout' | 'checkin'): readonly Entry[] {
  return state.entries.filter((entry) => entry.list === list && (list === 'checkin' || entry.turn === state.turn));
}
