// The message that an act becomes for another library system, or why it becomes none.

import type { Act, ActKind } from '../circ/acts.ts';
import type { Message, PayMessage } from './message.ts';

/** Kinds of acts that have messages. */
export const TOLD_KINDS = [
  'checkout',
  'checkin',
  'renew',
  'pay',
  'placeHold',
  'cancelHold',
  'resolveItem',
  'undo',
] as const satisfies readonly ActKind[];
export type ToldKind = (typeof TOLD_KINDS)[number];
export type ToldAct = Extract<Act, { kind: ToldKind }>;

/** Whether acts of a kind have messages. */
export function isToldAct(act: Act): act is ToldAct {
  return TOLD_KINDS.some((kind) => kind === act.kind);
}

/** Facts about an act at the moment of its message. */
export type ActFacts = {
  /** Barcode of its copy, or of a copy of its title; null = there is none. */
  readonly barcode: string | null;
  /** The loan there that the last checkout of its copy began, or the one that an undo takes back; null = it is not known. */
  readonly loan: string | null;
  /** The card that stands for its patron, or for the borrower of a copy that came back; null = there is none. */
  readonly card: string | null;
  /** It was undone before its message was sent. */
  readonly isUndone: boolean;
  /** The message of a later act on its copy was sent before it: the state of the copy is known there already. */
  readonly isPassed: boolean;
  /** The act that an undo takes back, and whether its message was sent; null for all other acts. */
  readonly target: { readonly act: ToldAct; readonly isTold: boolean } | null;
};

/**
 * Why an act has no message: it was `undone` before, or `passed` by a later act on its copy, there is `nothing` to tell, or no copy or card has a
 * number;
 * `by-hand`: the other system has no way to take it back.
 */
export type Skipped = 'undone' | 'passed' | 'nothing' | 'no-number' | 'by-hand';

type Made = { readonly tell: Message } | { readonly skip: Skipped };

/** The message of an act, or the reason for none. */
export function messageOfAct(act: ToldAct, facts: ActFacts): Made {
  const made = makeMessage(act, facts);
  if ('skip' in made) return made;
  const { branch } = act;
  const { loan } = facts;
  const isReturn = made.tell.kind === 'checkin' && loan !== null;
  return { tell: { ...made.tell, branch, ...(isReturn ? { loan } : {}) } };
}

function makeMessage(act: ToldAct, facts: ActFacts): Made {
  const { barcode, card, isUndone, isPassed, target } = facts;
  if (isUndone) return { skip: 'undone' };
  if (isPassed) return { skip: 'passed' };
  if (act.kind === 'undo') return messageOfUndo(act.at, target, facts);
  if (act.kind === 'pay') return card === null ? { skip: 'no-number' } : { tell: paymentOf(act, card) };
  if (barcode === null) return { skip: 'no-number' };
  if (act.kind === 'resolveItem') {
    // The loan of a holder is known there already; without a holder a check-in ends the loan that is open there.
    if (act.holder !== null) return { skip: 'nothing' };
    return { tell: { kind: 'checkin', at: act.at, barcode, card, returnedAt: act.at, routed: false } };
  }
  if (act.kind === 'checkin') {
    const routed = act.hold !== null || act.transitTo !== null;
    return { tell: { kind: 'checkin', at: act.at, barcode, card, returnedAt: act.returnedAt ?? act.at, routed } };
  }
  if (card === null) return { skip: 'no-number' };
  const { at } = act;
  switch (act.kind) {
    case 'checkout': {
      const { dueAt, charges: { rentalMinor, depositMinor } = { rentalMinor: 0, depositMinor: 0 } } = act;
      return { tell: { kind: 'checkout', at, barcode, card, dueAt, rentalMinor, depositMinor } };
    }
    case 'renew':
      return { tell: { kind: 'renew', at, barcode, card, dueAt: act.dueAt } };
    case 'placeHold': {
      const { pickup, expiresAt = null } = act;
      return { tell: { kind: 'placeHold', at, card, barcode, ofCopy: act.itemId !== null, pickup, expiresAt } };
    }
    case 'cancelHold': {
      const pickup = act.branch ?? '';
      return { tell: { kind: 'cancelHold', at, card, barcode, ofCopy: false, pickup, expiresAt: null } };
    }
  }
}

function paymentOf({ id, at, amountMinor }: Extract<ToldAct, { kind: 'pay' }>, card: string): PayMessage {
  return { kind: 'pay', at, card, amountMinor, reference: id };
}

/** A loan that is undone is sent as a check-in, a hold as its cancelling; for the rest these systems have no message. */
function messageOfUndo(
  at: number,
  target: ActFacts['target'],
  { barcode, card }: Pick<ActFacts, 'barcode' | 'card'>,
): Made {
  if (target === null || !target.isTold) return { skip: 'nothing' };
  const { act } = target;
  if (act.kind === 'checkout')
    return barcode === null
      ? { skip: 'no-number' }
      : { tell: { kind: 'checkin', at, barcode, card, returnedAt: at, routed: false } };
  if (act.kind === 'placeHold')
    return barcode === null || card === null
      ? { skip: 'no-number' }
      : {
          tell: {
            kind: 'cancelHold',
            at,
            card,
            barcode,
            ofCopy: act.itemId !== null,
            pickup: act.pickup,
            expiresAt: null,
          },
        };
  return { skip: 'by-hand' };
}
