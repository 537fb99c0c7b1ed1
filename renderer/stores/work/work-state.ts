// The state of the desk: the patron, the items in hand that wait for a card, and the answers given, newest first.

import type { BridgeError, MethodOutput } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { ItemSummary, ItemView } from '../../../shared/views/item.ts';
import type { PatronDetails, PatronLoan, PatronSummary, PatronView } from '../../../shared/views/patron.ts';
import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import type { ActId, LocationId } from '../../../shared/core/ids.ts';
import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { ScreenId } from '../view-store.ts';

/** `recall`: called back, for the patron on the desk, from its borrower. `recordUse`: used in the house without a loan. */
export type ActKind = 'checkout' | 'checkin' | 'renew' | 'recall' | 'changeDueDate' | 'recordUse' | 'undo';

/** Acts that an undo may take back. A recall stays: its hold is cancelled instead. */
export type UndoableAct = Exclude<ActKind, 'recall' | 'undo'>;

/** The state of an act, with the data known in it. */
export type Told =
  /** The desk answered. `ask`: may be overridden. `refused`: may not. `undone`: taken back. */
  | {
      readonly state: 'done' | 'ask' | 'refused' | 'undone';
      readonly answer: CirculationAnswer;
      readonly error: null;
      readonly found: null;
    }
  /** Its answer was lost; `found`: the record that was found, in words. */
  | { readonly state: 'done' | 'undone'; readonly answer: null; readonly error: null; readonly found: string }
  /** An earlier answer to the same stays beside the error. */
  | {
      readonly state: 'failed';
      readonly answer: CirculationAnswer | null;
      readonly error: BridgeError;
      readonly found: null;
    }
  /** Its answer was lost. `checking`: the desk is being asked for its outcome. `unrecorded`: it was not recorded. */
  | {
      readonly state: 'checking' | 'unrecorded';
      readonly answer: null;
      readonly error: null;
      readonly found: null;
    };

export type EntryState = Told['state'];

/** When a thing came back, where that was earlier: the last closing, and for loans by the hour the last emptying of the drop. */
export type Returned = {
  readonly returnedAt: string;
  readonly hourlyReturnedAt: string;
  /** Why its late fee is waived; absent = it is owed. */
  readonly amnesty?: string | undefined;
};

/** The reason for lending over a refusal, the person who answers for it, and the person at the desk: another person where a second person signed. */
export type Lifted = {
  readonly reason: string;
  readonly by: string;
  readonly asker: string;
  readonly isByPhone: boolean;
};

/** Typed data of a person without an account. */
export type StrangerTyped = {
  readonly family: string;
  readonly given: string;
  readonly phone: string;
  readonly idSeen: boolean;
};

export const NO_STRANGER: StrangerTyped = { family: '', given: '', phone: '', idSeen: false };

/** One act with its state. */
export type Entry = EntryFields & Did & Told;

/** The act; of an undo, the act taken back. */
export type Did = { readonly act: Exclude<ActKind, 'undo'> } | { readonly act: 'undo'; readonly undid: UndoableAct };

/** Fields common to all states. */
export type EntryFields = {
  readonly id: number;
  readonly at: Instant;
  /** The list it belongs to. */
  readonly list: 'checkout' | 'checkin';
  /** Which patron's turn it was; rows of earlier turns are not shown. */
  readonly turn: number;
  readonly barcode: string;
  readonly title: string | null;
  readonly card: string | null;
  /** The card at hand, where that was another one of theirs. */
  readonly scanned?: string | undefined;
  /** The sponsor whose loan it is, where a proxy took it. */
  readonly forWhom?: SponsorBrief | undefined;
  /** The due date that was set by hand; absent = by the rules. */
  readonly dueAt?: string | undefined;
  /** The language that the desk core spoke then: a row is read in one. */
  readonly language: Language;
  /** Taken out of the book drop: counts as returned then. */
  readonly returned: Returned | null;
  /** Recorded over a refusal. */
  readonly lifted: Lifted | null;
  /** Acts that were asked for at once are undone at once: the first of the entries that one key made; null = it stands alone. */
  readonly batch: number | null;
  /** A report about the copy that came back. */
  readonly report?: PartsReport | undefined;
};

/** Act of a report and the answer before it, for Undo. */
export type PartsReport = {
  readonly commandId: ActId;
  readonly before: CirculationAnswer;
  readonly language: Language;
};

/** The content of a screen's large place. */
export type Notice =
  | { readonly kind: 'ready' }
  | { readonly kind: 'entry'; readonly entryId: number }
  | { readonly kind: 'card'; readonly isSwitch: boolean }
  | { readonly kind: 'unknown-card'; readonly card: string }
  | { readonly kind: 'whose' }
  | { readonly kind: 'misread'; readonly text: string }
  | { readonly kind: 'not-found'; readonly text: string }
  | { readonly kind: 'isbn'; readonly text: string }
  | FoundNotice
  /** The item went out, or was renewed, in this visit already: nothing was recorded. */
  | { readonly kind: 'already'; readonly entryId: number }
  /** Whether to undo an act that is not the last thing that happened. */
  | { readonly kind: 'undo-ask'; readonly entryId: number; readonly needsReason: boolean }
  | OtherUndoAsk
  /** Money that was waived or given back a moment ago is owed, or here, again; a fee that was added is gone. */
  | { readonly kind: 'money-undone'; readonly act: UndoneMoney }
  /** Out of the book drop: this was not taken, for an item before it goes somewhere else first. */
  | { readonly kind: 'drop-stop'; readonly entryId: number; readonly text: string }
  | { readonly kind: 'drop-go-on' }
  | { readonly kind: 'drop-ended'; readonly why: DropEnd }
  | { readonly kind: 'no-closing' }
  | { readonly kind: 'use-ended'; readonly isIdle: boolean; readonly place: UseCount['place'] }
  /** A key for a patron without a patron on the desk; and one that does nothing. */
  | { readonly kind: 'no-patron' }
  | { readonly kind: 'no-key'; readonly key: string }
  | { readonly kind: 'card-at-checkin'; readonly card: string }
  /**
   * `settled`: a question about it was ended just now, by the name of its borrower or by null when it is here. `notUsed`: it was scanned to count its
   * use in the house, and is not on its shelf as far as this desk knows: nothing was counted.
   */
  | {
      readonly kind: 'item';
      readonly item: ItemView;
      readonly settled?: { readonly holder: string | null };
      readonly notUsed?: true;
      /** Whether it may be called back for the patron with that card, why not, and the notice to its borrower. Absent = not asked. */
      readonly recall?: { readonly card: string } & MethodOutput<'hold.canRecall'>;
    }
  | HoldCancelled
  /** A hold that was cancelled a moment ago waits again. */
  | { readonly kind: 'hold-kept'; readonly title: string }
  /** Money was taken last, and a person tried to undo it. */
  | { readonly kind: 'payment-stays' }
  | { readonly kind: 'put-aside'; readonly count: number }
  /** So many renewals that one key made were taken back by one. */
  | { readonly kind: 'renewals-undone'; readonly count: number; readonly left: number }
  /** How many loans were renewed, and the titles of those that were not. */
  | { readonly kind: 'renewed-all'; readonly done: number; readonly left: readonly string[] }
  | { readonly kind: 'failed'; readonly error: BridgeError };

/** By its key, after a time without scans, or as another place was opened. */
export type DropEnd = 'asked' | 'idle' | 'left';

/** Acts of money that Undo may take back. A payment stays. */
type UndoneMoney = 'waived' | 'given-back' | 'added' | 'credit-used';

/** Whether to undo an act that is in no list: a waiver, a refund, a cancelled hold (its `title`). */
export type OtherUndoAsk = {
  readonly kind: 'undo-other-ask';
  readonly act: UndoneMoney | 'cancelled';
  readonly at: Instant | null;
  readonly commandId: ActId;
  readonly title: string;
  readonly needsReason: boolean;
};

/** A patron waits no longer. `isReady`: a copy stands for them on the hold shelf still. */
export type HoldCancelled = {
  readonly kind: 'hold-cancelled';
  readonly title: string;
  readonly isReady: boolean;
  /** The act, which Undo takes back. */
  readonly commandId: ActId | null;
};

/** Results for a typed text that is no code; none where both are empty. */
export type FoundNotice = {
  readonly kind: 'found';
  readonly text: string;
  readonly patrons: readonly PatronSummary[];
  readonly items: readonly ItemSummary[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
  /** The row that Enter opens, counted from 0: patrons first. */
  readonly selected: number | null;
  /** Enter was pressed while no row was chosen. */
  readonly isAsked?: boolean;
};

/** The patron on screen. `view` is null for a card that this desk does not know. */
export type OpenPatron = {
  /** The card that stands for them. */
  readonly card: string;
  /** The card at hand: items are lent on it. */
  readonly scanned: string;
  readonly view: PatronView | null;
  readonly details: PatronDetails | null;
};

/** An item that was scanned before a card. */
export type InHand = { readonly barcode: string; readonly title: string | null };

/** The override form: the refusal it is about, and the fault of the input. */
export type OverrideForm = { readonly entryId: number; readonly error: BridgeError | null; readonly isBusy: boolean };

/** A text that waits for its turn, with the screen it was made on, and whether a scanner typed it. */
export type QueuedScan = {
  readonly text: string;
  readonly scanned: boolean;
  readonly screen: ScreenId;
  readonly atMono: number;
};

/** Check in empties the book drop: returns count from an earlier time. */
export type BookDrop = Returned & {
  /** When a person began to empty it. */
  readonly startedAt: Instant;
  /** When an item was last taken out of it. */
  readonly lastAt: Instant;
  /** The item that goes elsewhere and must be put there first; null while the next one may come. */
  readonly stoppedBy: number | null;
};

/** Use in the house is being counted, by scans on one place; `lastAt` is when something was counted last. */
export type UseCount = { readonly lastAt: Instant; readonly place: 'checkout' | 'checkin' };

/** Scans on Check out renew; `lastAt`: time of the last renewal. */
export type Renewing = { readonly lastAt: Instant };

/** Scans on Check in are read along a shelf, since when; without a range the first copy that is scanned begins it. */
export type InventoryMode = {
  readonly since: string;
  readonly range: {
    readonly location: LocationId | null;
    readonly from: string | null;
    readonly to: string | null;
  } | null;
  /** The inventory that it is read for, which has its own beginning; null = this desk's alone. */
  readonly inventory: ActId | null;
};

/** Without an item for so long, a mode ends: the next scan would not be meant for it. */
export const MODE_IDLE_MS = 10 * MINUTE_MS;

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
  /** The loan whose due date is being changed in the patron's panel. */
  readonly dating: PatronLoan['loanId'] | null;
  /** The loan whose row takes the focus as it is drawn; null = none. */
  readonly loanInFocus: PatronLoan['loanId'] | null;
  /** The due date for checkouts to this patron; `at` null: by the rules. */
  readonly due: SetDue;
  /** The sponsor of the next checkouts; null = they are the patron's own. */
  readonly forWhom: SponsorBrief | null;
  readonly bookDrop: BookDrop | null;
  /** Scans count in-house use; nothing is lent. */
  readonly useCount: UseCount | null;
  readonly renewing: Renewing | null;
  readonly inventory: InventoryMode | null;
  /** Returns on Check in are put on carts, since when. */
  readonly sorting: { readonly since: Instant } | null;
  /** Reasons typed and not sent, by entry: a scan closes the form and loses nothing. */
  readonly reasons: Readonly<Record<number, string>>;
  /** Typed data of the patron on the desk who has no account. */
  readonly stranger: StrangerTyped;
};

/** A due date that a person sets before items go out, written as an instant, and whether its form is open. */
type SetDue = { readonly at: string | null; readonly isAsked: boolean };

/** Every patron begins with the dates of the rules. */
export const RULES_SAY: SetDue = { at: null, isAsked: false };

/** The longest list kept. */
const MOST_ENTRIES = 300;
const READY = { kind: 'ready' } as const;

export const EMPTY_WORK: WorkState = {
  patron: null,
  turn: 0,
  closesAtMono: null,
  inHand: [],
  entries: [],
  notices: {
    checkout: READY,
    checkin: READY,
    work: READY,
    patrons: READY,
    titles: READY,
    reports: READY,
    settings: READY,
  },
  queued: [],
  override: null,
  dating: null,
  loanInFocus: null,
  due: RULES_SAY,
  forWhom: null,
  bookDrop: null,
  useCount: null,
  renewing: null,
  inventory: null,
  sorting: null,
  reasons: {},
  stranger: NO_STRANGER,
};

/** The state with an entry on top. A refused entry of the same item is removed: it is asked about in one place. */
export function withEntry(state: WorkState, entry: Entry): WorkState {
  const others = state.entries.filter((other) => !isReplacedBy(other, entry));
  return { ...state, entries: [entry, ...others].slice(0, MOST_ENTRIES) };
}

/** Whether an entry is replaced by another on top. */
export function isReplacedBy(older: Entry, entry: Entry): boolean {
  const isSame = older.list === entry.list && older.barcode === entry.barcode;
  const isOpen = ['ask', 'refused', 'failed', 'unrecorded'].includes(older.state);
  return isSame && isOpen && (older.list === 'checkin' || older.turn === entry.turn);
}

/** The state with some fields of an entry changed. */
export function withEntryChanged(state: WorkState, id: number, change: (entry: Entry) => Entry): WorkState {
  return { ...state, entries: state.entries.map((entry) => (entry.id === id ? change(entry) : entry)) };
}

/** The state with a notice in the large place of a screen. */
export function withNotice(state: WorkState, screen: ScreenId, notice: Notice): WorkState {
  return { ...state, notices: { ...state.notices, [screen]: notice } };
}

/** Rows of a list: all check-ins, but only this turn's checkouts. */
export function entriesOf(state: WorkState, list: 'checkout' | 'checkin'): readonly Entry[] {
  return state.entries.filter((entry) => entry.list === list && (list === 'checkin' || entry.turn === state.turn));
}
