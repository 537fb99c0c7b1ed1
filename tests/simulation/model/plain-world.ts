// Input and output of the plain model. The model stands beside the folds of the product and shares no logic
// with them: it is written from the page on acts, time and sync alone, so that a fault of either shows as a difference.

import type { Act, ActOf } from '../../../shared/circ/acts.ts';

/** Money of one loan when it comes back late; amounts in minor units. */
export type PlainOverdue = {
  readonly rate: number;
  readonly perMs: number;
  readonly graceMs: number;
  /** 0 = no cap. */
  readonly max: number;
};

/** The cost of a loan that aged to lost. */
export type PlainLost = {
  /** Null: a loan never ages. */
  readonly afterMs: number | null;
  readonly processing: number;
  /** Null: the price is refunded whenever it comes back. */
  readonly refundWithinMs: number | null;
  readonly removeProcessing: boolean;
  readonly chargeOverdue: boolean;
};

export type PlainPolicy = { readonly overdue: PlainOverdue; readonly lost: PlainLost };

export type PlainItem = {
  readonly item: string;
  readonly title: string;
  /** The price billed when it is lost, in minor units. */
  readonly price: number;
  readonly serial: boolean;
  /** False: no hold can be filled by it. */
  readonly holdable: boolean;
  /** Its status before the first scan; when not given it is on the shelf. */
  readonly unscanned?: string;
};

/** Everything that the end follows from. Openings are the acts `openLoan` and `openHold`. */
export type PlainWorld = {
  readonly items: readonly PlainItem[];
  /** In any order; an act that is given twice counts once. */
  readonly acts: readonly Act[];
  /** The policy of a loan by the hash that its first checkout names. */
  readonly policies: ReadonlyMap<string, PlainPolicy>;
  /** The end says which act found an item. */
  readonly finds: boolean;
};

export type ItemAct = ActOf<
  | 'openLoan'
  | 'checkout'
  | 'checkin'
  | 'renew'
  | 'undo'
  | 'resolveItem'
  | 'recall'
  | 'changeDueDate'
  | 'ageToLost'
  | 'declareLost'
  | 'setMark'
  | 'clearMark'
  | 'notOnShelf'
  | 'reviewMissing'
  | 'seen'
  | 'shelve'
  | 'reportParts'
  | 'partReturned'
  | 'confirmParts'
  | 'claim'
  | 'dropClaim'
>;
export type HoldAct = ActOf<
  'openHold' | 'placeHold' | 'cancelHold' | 'suspendHold' | 'resumeHold' | 'changePickup' | 'undo'
>;
export type MoneyAct = ActOf<
  'pay' | 'waive' | 'addFee' | 'refund' | 'useCredit' | 'transferFees' | 'takeBackFees' | 'undo'
>;

/** An open exception: its code, its subject, and the one act that caused it. */
export type PlainException = {
  readonly code: string;
  readonly item?: string;
  readonly patron?: string;
  readonly cause: string;
};

export type PlainLoan = {
  readonly id: string;
  readonly item: string;
  readonly patron: string;
  /** Where it was first lent; null counts as every branch. */
  readonly branch: string | null;
  readonly outAt: number;
  readonly policyHash: string;
  /** Other names of it: checkouts that were merged into it. */
  readonly names: Set<string>;
  dueAt: number;
  /** The act that gave it its date. */
  dueBy: Act;
  /** Its date is that of a recall, or an earlier one that staff set since. */
  recalled: boolean;
  inAt: number | null;
  state: 'open' | 'lost' | 'in-question' | 'closed';
  how: 'checkin' | 'inferred' | 'question' | null;
  renewals: number;
  /** The moment of an aging that counts if this loan is, or proves to be, the true one. */
  lostAt: number | null;
  /** It is lost by the word of a person. */
  isDeclared: boolean;
  /** Its patron claims that it came back, or was never theirs: since when, and which. */
  claim: { readonly kind: string; readonly at: number } | null;
};

export type PlainHold = {
  readonly id: string;
  readonly patron: string;
  readonly title: string;
  /** For this copy alone. */
  readonly onlyItem: string | null;
  pickup: string;
  readonly suspended: boolean;
  state: 'waiting' | 'captured' | 'filled' | 'cancelled';
  copy: string | null;
  position: number | null;
};

export type PlainFee = {
  readonly fee: string;
  readonly patron: string;
  readonly amount: number;
  readonly paid: number;
  readonly waived: number;
  readonly writtenOff: number;
  readonly outstanding: number;
  /** The part handed to another office, and the total reported to it; absent = both none. */
  readonly handed?: number;
  readonly said?: number;
};

/** Text by its code units, as ids are compared everywhere. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Which of two acts goes first when nothing but the clock and the names say so. */
export function byClock(a: Act, b: Act): number {
  return a.at - b.at || byDesk(a, b);
}

/** Which of two acts of one moment goes first. */
export function byDesk(a: Act, b: Act): number {
  return compareNames(a.desk, b.desk) || compareNames(a.stream, b.stream) || a.seq - b.seq;
}
