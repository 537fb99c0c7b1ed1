// Another library system by NCIP 2.02 over HTTP. The standard is for lending between libraries that are in touch: most responders begin a loan when they
// are told of it, and none of them has a list of loans. The profiles say in what they differ.

import type { Instant } from '../../../shared/core/instant.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { isAboutDate, meaningOfNcip, type NcipProblem } from '../../../shared/connectors/ncip-words.ts';
import {
  refused,
  taken,
  type Answer,
  type CheckinMessage,
  type CheckoutMessage,
  type HoldMessage,
  type Message,
  type Refusal,
  type RenewMessage,
} from '../../../shared/connectors/message.ts';
import { dueThere, TextThereSchema } from '../values-there.ts';
import { anyTime } from '../http-call.ts';
import { SystemFailureError, type OtherSystem } from '../other-system.ts';
import { checkNcip, probeNcip } from './ncip-check.ts';
import { ncipClient, type NcipAnswer, type NcipParts } from './ncip-client.ts';
import { cardThere, hasItem, itemThere, look, ncipCardLoans, type LookupParts } from './ncip-lookups.ts';
import {
  cancelRequestItem,
  checkInItem,
  checkOutItem,
  renewItem,
  requestItem,
  type LoanTerms,
} from './ncip-messages.ts';
import { profileOf } from './ncip-profiles.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from '../xml-tree.ts';

type There = LookupParts & { readonly beforeChange: () => void; readonly currency: string };

/** Makes it; nothing is asked before `open`. */
export function ncipSystem(parts: NcipParts & { readonly zone: string; readonly currency: string }): OtherSystem {
  const { settings, zone, currency } = parts;
  const { hasLookups } = profileOf(settings);
  const client = ncipClient(parts);
  const lookups: LookupParts = { settings, client, clock: zoneClock(zone) ?? UTC };
  let isOpen = false;
  const keepAlive = (): Promise<void> => probeNcip(lookups);
  const open = async (): Promise<void> => {
    if (isOpen) return;
    await client.signIn();
    await keepAlive();
    isOpen = true;
  };
  return {
    open,
    tell: (message, beforeChange = anyTime) => tell({ ...lookups, beforeChange, currency }, message),
    look: (message) => look(lookups, message),
    keepAlive,
    check: () => checkNcip(lookups, open),
    ...(hasLookups ? { cardLoans: ncipCardLoans(lookups) } : {}),
    close: () => {
      isOpen = false;
    },
  };
}

async function tell(there: There, message: Message): Promise<Answer> {
  if (message.kind === 'pay' || !profileOf(there.settings).offers.includes(message.kind)) return refused('not-offered');
  switch (message.kind) {
    case 'checkout':
      return tellCheckout(there, message);
    case 'checkin':
      return tellCheckin(there, message);
    case 'renew':
      return renew(there, message, datesFor(there, message));
    case 'placeHold':
      return tellHold(there, message);
    case 'cancelHold':
      return tellCancel(there, message);
  }
}

/** The most telling of several problems: a known meaning comes before others. */
function refusalOf(problems: readonly NcipProblem[], fallback: Refusal = 'other'): Answer {
  const known = problems.find((problem) => meaningOfNcip(problem) !== 'other') ?? problems[0];
  const why = known === undefined ? 'other' : meaningOfNcip(known);
  const text = known === undefined ? '' : `${known.type} ${known.detail}`.trim();
  return refused(why === 'other' ? fallback : why, text);
}

/** An answer without problems that names nothing may be of any kind. Throws SystemFailureError. */
function done({ response }: NcipAnswer, ...names: readonly string[]): XmlElement {
  if (names.some((name) => elementAt(response, name) !== null)) return response;
  throw new SystemFailureError('lost', 'its answer does not say whether it was done', { counts: true });
}

async function tellCheckout(there: There, message: CheckoutMessage): Promise<Answer> {
  const found = await whoHas(there, message);
  // The same loan is there: some responders renew a loan that is told again.
  if (found.is === 'ours') return taken(found.dueAt);
  if (found.is === 'elsewhere') return refused('on-loan-elsewhere', 'another card has it there');
  return lend(there, message, { dueAt: datesFor(there, message), fee: null });
}

/** The date that is asked for; null = that of the rules there. */
const datesFor = ({ settings }: There, { dueAt }: CheckoutMessage | RenewMessage): Instant | null =>
  profileOf(settings).takesDates ? dueAt : null;

async function lend(there: There, message: CheckoutMessage, terms: LoanTerms): Promise<Answer> {
  const { settings, client, clock, beforeChange, currency } = there;
  const answer = await client.tell(checkOutItem(settings, message, terms), beforeChange);
  const { response, problems } = answer;
  if (problems.length === 0)
    return taken(dueThere(textAt(done(answer, 'ItemId', 'UserId', 'DateDue'), 'DateDue'), clock));
  // It did nothing yet. A date of its own is a difference for a person, and the loan is known there.
  if (terms.dueAt !== null && problems.some(isAboutDate)) return lend(there, message, { ...terms, dueAt: null });
  const fee = elementAt(response, 'RequiredFeeAmount');
  if (fee === null) return refusalOf(problems);
  // It lends once the fee is agreed to; the patron did so at the desk, up to the rental that was announced.
  if (terms.fee === null && isAnnounced(fee, message, currency)) return lend(there, message, { ...terms, fee });
  return refused('fee-not-agreed', problems[0]?.type);
}

/** Amounts are whole numbers of the smallest unit. A deposit does not count: the patron gets it back, a fee they do not. */
function isAnnounced(fee: XmlElement, { rentalMinor }: CheckoutMessage, currency: string): boolean {
  const amount = textAt(fee, 'MonetaryValue');
  return textAt(fee, 'CurrencyCode') === currency && /^\d{1,9}$/.test(amount) && Number(amount) <= rentalMinor;
}

async function tellCheckin(there: There, message: CheckinMessage): Promise<Answer> {
  const { settings, client, beforeChange } = there;
  // The message names no borrower: it would end the loan of any.
  const found = await whoHas(there, message);
  if (found.is === 'elsewhere') return refused('on-loan-elsewhere', 'another card has it there');
  const answer = await client.tell(checkInItem(settings, message), beforeChange);
  if (answer.problems.length > 0) return refusalOf(answer.problems);
  const routing = elementAt(done(answer, 'ItemId', 'UserId', 'RoutingInformation'), 'RoutingInformation');
  return { ...taken(), wanted: isWanted(routing) ? { place: placeOf(routing) } : null };
}

/** `ours`: the card of the message. `not-known`: the copy is in, or it does not say whether it is out, and to whom. */
type Holder = { readonly is: 'ours'; readonly dueAt: Instant | null } | { readonly is: 'elsewhere' | 'not-known' };

/** Who has a copy there. */
async function whoHas(there: There, { barcode, card }: CheckoutMessage | CheckinMessage): Promise<Holder> {
  const item = await itemThere(there, barcode);
  if (typeof item === 'string' || item.isOut === false) return { is: 'not-known' };
  // The borrower may be named by another number than this card.
  const account = card === null ? 'unknown' : await cardThere(there, card);
  if (card === null || account === 'unknown') return { is: item.isOut === true ? 'elsewhere' : 'not-known' };
  if (account === 'not-said') return { is: 'not-known' };
  const has = hasItem(item, account, { barcode, card });
  if (has === null) return { is: 'not-known' };
  const loan = account.loans.find((one) => one.barcode === barcode);
  return has ? { is: 'ours', dueAt: loan?.dueAt ?? item.dueAt } : { is: 'elsewhere' };
}

function isWanted(routing: XmlElement | null): boolean {
  if (routing === null) return false;
  const isForUser = elementAt(routing, 'UserId') !== null || elementAt(routing, 'RequestType') !== null;
  return isForUser || /^\s*(request|hold|transfer|transit|in transit)/i.test(textAt(routing, 'RoutingInstructions'));
}

function placeOf(routing: XmlElement | null): string | null {
  const name = elementAt(routing, 'Destination', 'Location', 'LocationName');
  const levels = elementsAt(name, 'LocationNameInstance').map((level) => textAt(level, 'LocationNameValue'));
  const place = TextThereSchema.parse(levels.filter((level) => level !== '').join(' / '));
  return place === '' ? null : place;
}

async function renew(there: There, message: RenewMessage, dueAt: Instant | null): Promise<Answer> {
  const { settings, client, clock, beforeChange } = there;
  const answer = await client.tell(renewItem(settings, message, dueAt), beforeChange);
  if (dueAt !== null && answer.problems.some(isAboutDate)) return renew(there, message, null);
  if (answer.problems.length > 0) return refusalOf(answer.problems, 'no-renewal');
  if (elementAt(answer.response, 'Pending') !== null) return refused('other', 'pending');
  return taken(dueThere(textAt(done(answer, 'ItemId', 'DateDue'), 'DateDue'), clock));
}

async function tellHold({ settings, client, beforeChange }: There, message: HoldMessage): Promise<Answer> {
  const answer = await client.tell(requestItem(settings, message), beforeChange);
  if (answer.problems.length > 0) return refusalOf(answer.problems);
  done(answer, 'RequestId', 'ItemId');
  return taken();
}

async function tellCancel(there: There, message: HoldMessage): Promise<Answer> {
  const { settings, client, beforeChange } = there;
  const account = await cardThere(there, message.card);
  if (account === 'unknown') return refused('unknown-card');
  const requests = account === 'not-said' ? [] : account.requests;
  const own = requests.find(({ barcode, id }) => barcode === message.barcode && id !== '');
  const answer = await client.tell(cancelRequestItem(settings, message, own?.id ?? null), beforeChange);
  if (answer.problems.length > 0) return refusalOf(answer.problems);
  done(answer, 'RequestId', 'ItemId', 'UserId');
  return taken();
}
