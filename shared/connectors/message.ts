// The messages about an act to another library system: one message an act, in terms that every kind of connector can
// write. Times are of the desk; each kind knows whether the other system can take them.

import type { Instant } from '../core/instant.ts';

type OfBranch = {
  /** The branch of the desk; null or absent = none is known. */
  readonly branch?: string | null;
};

/** A loan that began at a desk. `dueAt` was announced to the patron. */
export type CheckoutMessage = OfBranch & {
  readonly kind: 'checkout';
  readonly at: Instant;
  readonly barcode: string;
  readonly card: string;
  readonly dueAt: Instant;
  /** What lending it costs, as it was announced to the patron; 0 = nothing. */
  readonly rentalMinor: number;
  /** What was announced beside that and is given back at its return; 0 = nothing. */
  readonly depositMinor: number;
};

/** A copy that came back. */
export type CheckinMessage = OfBranch & {
  readonly kind: 'checkin';
  readonly at: Instant;
  readonly barcode: string;
  /** Lateness counts up to then: the book drop, or the scan. */
  readonly returnedAt: Instant;
  /** The card of its borrower; null = it was not lent here. */
  readonly card: string | null;
  /** The desk put it on the hold shelf, or sent it on. */
  readonly routed: boolean;
  /** The loan there that the last message about the copy began; absent = none is known. */
  readonly loan?: string;
};

export type RenewMessage = OfBranch & {
  readonly kind: 'renew';
  readonly at: Instant;
  readonly barcode: string;
  readonly card: string;
  readonly dueAt: Instant;
};

export type PayMessage = OfBranch & {
  readonly kind: 'pay';
  readonly at: Instant;
  readonly card: string;
  readonly amountMinor: number;
  /** Distinguishes payments there. */
  readonly reference: string;
};

export type HoldMessage = OfBranch & {
  readonly kind: 'placeHold' | 'cancelHold';
  readonly at: Instant;
  readonly card: string;
  /** A copy of the title that is waited for. */
  readonly barcode: string;
  /** It waits for this copy alone. */
  readonly ofCopy: boolean;
  readonly pickup: string;
  readonly expiresAt: Instant | null;
};

/** A message to another library system. */
export type Message = CheckoutMessage | CheckinMessage | RenewMessage | PayMessage | HoldMessage;
export type MessageKind = Message['kind'];

/** Every kind of message. */
export const MESSAGE_KINDS = [
  'checkout',
  'checkin',
  'renew',
  'pay',
  'placeHold',
  'cancelHold',
] as const satisfies readonly MessageKind[];

/** The state of the other system before or after a message, as far as it shows. Null = it does not. */
export type Seen = {
  /** Null: it does not have the copy. */
  readonly item: { readonly isOut: boolean; readonly dueAt: Instant | null; readonly loan?: string } | null;
  /** Null: it does not have the card, or the message names none. */
  readonly patron: {
    /** Whether the copy of the message is out to the card. */
    readonly hasItem: boolean | null;
    readonly owedMinor: number | null;
    readonly holds: number | null;
  } | null;
};

/** Why another system refuses, where its words are known. */
export const REFUSALS = [
  'unknown-card',
  'unknown-item',
  'on-loan-elsewhere',
  'not-on-loan',
  'held-for-another',
  'account-blocked',
  'not-for-loan',
  'over-limit',
  'no-renewal',
  'fee-not-agreed',
  'no-such-fee',
  'not-offered',
  'not-answered',
  'too-old',
  'other',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The answer to a message. */
export type Answer =
  | {
      readonly is: 'taken';
      /** The due date there; null = it gives none. */
      readonly dueAt: Instant | null;
      /** It asks for the copy: a hold there, or another branch. Null = it does not. */
      readonly wanted: { readonly place: string | null } | null;
      /** Its id of the loan; absent = it gives none. */
      readonly loan?: string;
    }
  | { readonly is: 'refused'; readonly why: Refusal; readonly text: string };

/** It refuses. `text`: its own words. */
export const refused = (why: Refusal, text = ''): Answer => ({ is: 'refused', why, text });

/** It did it, and asks for nothing. `dueAt`: the date there; null = it gives none. */
export const taken = (dueAt: Instant | null = null): Extract<Answer, { is: 'taken' }> => ({
  is: 'taken',
  dueAt,
  wanted: null,
});

/** Whether the state there has to be known before a message is sent, to distinguish a lost answer from a lost message. */
export function needsLook({ kind }: Pick<Message, 'kind'>): boolean {
  return kind !== 'checkout' && kind !== 'checkin';
}
