// A supervisor's one-time code by phone. The desk shows a challenge of twelve digits that holds the rights and the amount of money that are asked
// for, and ends in a digest of the whole request; the code that answers it is made beside the key (db/keys/phone-code.ts). Pure.

import { luhnDigit } from '../core/check-digits.ts';
import { sha256Hex } from '../core/digest.ts';
import type { Millis } from '../core/instant.ts';
import type { MinorUnits } from '../core/money.ts';
import { OVERRIDE_RIGHTS, type Right } from './rights.ts';
import { isReasonCode } from '../core/codes/reasons.ts';

/** How long a challenge is good, on the monotonic clock of the desk. */
export const PHONE_CHALLENGE_MS: Millis = 10 * 60_000;

/** The rights that may be lent by phone. The digits encode their order: new ones come last. */
const PHONE_RIGHTS = [
  'override-account',
  'override-fees',
  'override-limit',
  'override-item',
  'override-loan',
  'override-hold',
  'set-due-date',
  'waive-fees',
  'edit-patrons',
] as const satisfies readonly Right[];

/** Up to how much money each digit stands for, in minor units; the last one stands for any. */
const MONEY_STEPS: readonly MinorUnits[] = [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

const digestDigits = 7;
const challengeDigits = 12;

/** The request of a desk, with everything that the answer allows. */
export type PhoneAsk = {
  readonly deskId: string;
  /** The staff member who asks. */
  readonly staffId: string;
  /** The reasons that the person who asks may not set aside; none for a waiver. */
  readonly codes: readonly string[];
  /** The rights that they lack. */
  readonly rights: readonly Right[];
  /** Amount of owed money that is overridden or waived; null = unknown. */
  readonly minor: MinorUnits | null;
  /** The account that it is about; null where the thing alone is meant. */
  readonly patronId: string | null;
  /** The id of the item, title or fee. */
  readonly thing: string;
  /** Random, so that no two challenges are for the same. */
  readonly nonce: string;
};

/** The contents of the digits of a challenge. */
export type ReadChallenge = {
  readonly challenge: string;
  readonly rights: readonly Right[];
  /** Up to how much money; null = any. */
  readonly limitMinor: MinorUnits | null;
};

/** The twelve digits of a request. */
export function challengeOf(ask: PhoneAsk): string {
  const step = MONEY_STEPS.findIndex((most) => ask.minor !== null && ask.minor <= most);
  const mask = PHONE_RIGHTS.reduce((sum, right, bit) => sum + (ask.rights.includes(right) ? 2 ** bit : 0), 0);
  const shown = `${String(mask).padStart(3, '0')}${step === -1 ? MONEY_STEPS.length : step}`;
  const { deskId, staffId, codes, patronId, thing, nonce, minor } = ask;
  const hash = sha256Hex(JSON.stringify([shown, deskId, staffId, codes.toSorted(), minor, patronId, thing, nonce]));
  const digest = Number.parseInt(hash.slice(0, 12), 16) % 10 ** digestDigits;
  const digits = `${shown}${String(digest).padStart(digestDigits, '0')}`;
  return `${digits}${luhnDigit(digits)}`;
}

/** Reads a challenge as a person typed it; null when it is misread or none. */
export function readChallenge(text: string): ReadChallenge | null {
  const challenge = bareDigits(text);
  if (challenge.length !== challengeDigits || luhnDigit(challenge.slice(0, -1)) !== challenge.slice(-1)) return null;
  const mask = Number(challenge.slice(0, 3));
  const rights = PHONE_RIGHTS.filter((_, bit) => Math.floor(mask / 2 ** bit) % 2 === 1);
  if (rights.length === 0 || mask >= 2 ** PHONE_RIGHTS.length) return null;
  return { challenge, rights, limitMinor: MONEY_STEPS[Number(challenge[3])] ?? null };
}

/** A number as it was typed, without spaces and hyphens; anything else makes it no number. */
export function bareDigits(text: string): string {
  const bare = text.replaceAll(/[\s-]/g, '');
  return /^\d+$/.test(bare) ? bare : '';
}

/** Digits as they are read out, four at a time. */
export function inGroups(digits: string): string {
  return digits.replaceAll(/\d{4}(?=\d)/g, '$& ');
}

/** Whether an amount is within the limit of a challenge. */
export function isWithinLimit({ limitMinor }: ReadChallenge, minor: MinorUnits | null): boolean {
  return limitMinor === null || (minor !== null && minor <= limitMinor);
}

/** The right that lifts a reason, where a word by phone may lend it; null where none does. */
export function phoneRightFor(code: string): Right | null {
  const right = isReasonCode(code) ? OVERRIDE_RIGHTS[code] : undefined;
  return PHONE_RIGHTS.find((one) => one === right) ?? null;
}
