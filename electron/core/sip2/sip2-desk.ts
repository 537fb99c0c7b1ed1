// The parts of the desk for answering a machine: calls of the contract in the name of its account, and how times and
// amounts are written.

import type { BridgeError, MethodInput, MethodName, MethodOutput } from '../../../shared/bridge/contract.ts';
import type { Sip2Account } from '../../../shared/circ/model/sip2-account.ts';
import { currencyDigits } from '../../../shared/core/formatters.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say } from '../../../shared/core/say.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { readSip2Moment, sip2Moment, type Sip2Answer, type Sip2Request } from '../../../shared/sip2/message.ts';
import type { Desk } from '../desk.ts';
import { deskZone, sayingAt } from '../desk-sight.ts';

/** An answer of the contract, typed. */
export type Asked<M extends MethodName> =
  | { readonly ok: true; readonly value: MethodOutput<M> }
  | { readonly ok: false; readonly error: BridgeError };

/** The desk as a machine that signed in has it. */
export type Sip2Desk = {
  readonly desk: Desk;
  readonly name: string;
  readonly account: Sip2Account;
  readonly currency: string;
  /** `callId`: a call that is repeated with it is done once. */
  readonly ask: <M extends MethodName>(method: M, input: MethodInput<M>, callId?: string) => Promise<Asked<M>>;
  /** Payments and blocks being taken at this desk, by their call: one may arrive on two connections at once. */
  readonly paying: Map<string, Promise<unknown>>;
  /** Runs work that is no call in the name of the account. */
  readonly as: <T>(work: () => T) => T;
};

const clockOf = (desk: Desk) => zoneClock(deskZone(desk)) ?? UTC;

/** Now, as messages write it. */
export function dateOf({ desk }: Pick<Sip2Desk, 'desk'>): string {
  return momentText({ desk }, desk.clock.now());
}

/** A moment on the clock of the branch. */
export function momentText({ desk }: Pick<Sip2Desk, 'desk'>, at: Instant): string {
  return sip2Moment(Math.floor(clockOf(desk).toLocal(at) / 1_000) * 1_000);
}

/** The moment that a machine wrote on its clock; null = it wrote none. */
export function momentIn({ desk }: Pick<Sip2Desk, 'desk'>, text: string): Instant | null {
  const read = readSip2Moment(text);
  if (read === null) return null;
  return read.isUtc ? read.local : clockOf(desk).toInstant(read.local);
}

/** Minor units as an amount: `12.50`. */
export function amountText({ currency }: Pick<Sip2Desk, 'currency'>, minor: number): string {
  return (minor / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency));
}

/** The amount that a machine wrote, in minor units; null = it is none. */
export function amountIn({ currency }: Pick<Sip2Desk, 'currency'>, text: string): number | null {
  const amount = /^\d{1,7}(?:\.\d{1,3})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  const minor = Math.round(amount * 10 ** currencyDigits(currency));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}

const SPANISH = '008';

/** The language that a machine speaks with its patron, as the protocol numbers it. */
export function languageOf({ fixed }: Pick<Sip2Request, 'fixed'>): string {
  return 'language' in fixed && fixed.language === SPANISH ? SPANISH : '001';
}

/** Fields of an answer, the institution before them, in the order in which they are written; null is left out. */
export function named(
  { account }: Pick<Sip2Desk, 'account'>,
  fields: Readonly<Record<string, string | null>>,
): Sip2Answer['fields'] {
  return [['AO', account.institution], ...Object.entries(fields)];
}

/** Screen messages of a machine to its patron where no act of the desk has one. */
const WORDS = {
  unknownItem: { en: 'This item is not known here', es: 'Este material no se conoce aquí' },
  hasIt: { en: 'You have this item already', es: 'Usted ya tiene este material' },
  noAmount: { en: 'This is not an amount', es: 'Esto no es un importe' },
  currency: { en: 'Payments are taken in {currency}', es: 'Los pagos se reciben en {currency}' },
  changeAtDesk: { en: 'A hold is changed at the desk', es: 'Una reserva se cambia en el mostrador' },
  askAtDesk: { en: 'Please ask at the desk', es: 'Pregunte en el mostrador, por favor' },
  cardKept: { en: 'the machine kept the card', es: 'la máquina retuvo la tarjeta' },
  noHold: { en: 'You have no hold on it', es: 'Usted no lo tiene reservado' },
} as const satisfies Readonly<Record<string, Words>>;

/** The words in the language of the desk. */
export function wordsOf({ desk, currency }: Pick<Sip2Desk, 'desk' | 'currency'>, key: keyof typeof WORDS): string {
  return say(sayingAt(desk), WORDS[key], { currency });
}

/** The text of a reason that a machine may show: the words of a block were written for staff. */
export function publicText(
  desk: Pick<Sip2Desk, 'desk' | 'currency'>,
  reason: { readonly code: string; readonly text: string },
): string {
  return reason.code === 'PATRON_RESTRICTED' ? wordsOf(desk, 'askAtDesk') : reason.text;
}
