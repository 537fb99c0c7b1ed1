// How a copy and an account stand there, by LookupItem and LookupUser. Responders leave out fields as they like: an absent field is unknown.

import type { Instant } from '../../../shared/core/instant.ts';
import type { Message, Seen } from '../../../shared/connectors/message.ts';
import { meaningOfNcip } from '../../../shared/connectors/ncip-words.ts';
import type { ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { NcipSettings } from '../connector-settings.ts';
import { dueThere } from '../values-there.ts';
import { SystemFailureError, type CardLoans } from '../other-system.ts';
import type { NcipAnswer, NcipClient } from './ncip-client.ts';
import { lookupItem, lookupUser } from './ncip-messages.ts';
import { profileOf } from './ncip-profiles.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from '../xml-tree.ts';

export type LookupParts = {
  readonly settings: NcipSettings;
  readonly client: NcipClient;
  /** Of times that name no zone. */
  readonly clock: ZoneClock;
};

/** `unknown`: it does not have it. `not-said`: it does not answer such a question. */
type Missing = 'unknown' | 'not-said';

type ItemThere = {
  /** Null: its status does not say. */
  readonly isOut: boolean | null;
  readonly dueAt: Instant | null;
  readonly borrower: string | null;
};

type CardThere = {
  readonly loans: readonly { readonly barcode: string; readonly dueAt: Instant | null }[];
  /** How many it counts; null = it does not count them. */
  readonly counted: number | null;
  readonly requests: readonly { readonly id: string; readonly barcode: string }[];
  /** How many it has; null = that is not known. */
  readonly holds: number | null;
};

/** Statuses of the standard by which a copy is surely out, and those by which it surely is not. */
const OUT: readonly string[] = ['on loan', 'recalled', 'claimed returned or never borrowed'];
const IN: readonly string[] = [
  'available on shelf',
  'available for pickup',
  'in process',
  'in transit between library locations',
  'pending transfer',
  'waiting to be reshelved',
];

/** Nothing is known: as a copy that is out to someone, which leaves a lost answer to a person. */
const UNSEEN: Seen = {
  item: { isOut: true, dueAt: null },
  patron: { hasItem: null, owedMinor: null, holds: null },
};

/** How a copy stands. Throws SystemFailureError. */
export async function itemThere(
  { settings, client, clock }: LookupParts,
  barcode: string,
): Promise<ItemThere | Missing> {
  if (!profileOf(settings).hasLookups) return 'not-said';
  const { response, problems } = await client.ask(lookupItem(settings, barcode));
  if (problems.length > 0) return missing(problems, 'unknown-item');
  const fields = elementAt(response, 'ItemOptionalFields');
  const status = textAt(fields, 'CirculationStatus').toLowerCase();
  const borrower = textAt(response, 'ItemTransaction', 'CurrentBorrower', 'UserId', 'UserIdentifierValue');
  const isOut = OUT.includes(status) || borrower !== '' ? true : IN.includes(status) ? false : null;
  return { isOut, dueAt: dueThere(textAt(fields, 'DateDue'), clock), borrower: borrower === '' ? null : borrower };
}

/** How an account stands. Throws SystemFailureError. */
export async function cardThere({ settings, client, clock }: LookupParts, card: string): Promise<CardThere | Missing> {
  if (!profileOf(settings).hasLookups) return 'not-said';
  const { response, problems } = await client.ask(lookupUser(settings, card));
  if (problems.length > 0) return missing(problems, 'unknown-card');
  const barcodeOf = (from: XmlElement): string => textAt(from, 'ItemId', 'ItemIdentifierValue');
  const loans = elementsAt(response, 'LoanedItem').map((loan) => ({
    barcode: barcodeOf(loan),
    dueAt: dueThere(textAt(loan, 'DateDue'), clock),
  }));
  const requests = elementsAt(response, 'RequestedItem').map((request) => ({
    id: textAt(request, 'RequestId', 'RequestIdentifierValue'),
    barcode: barcodeOf(request),
  }));
  const requested = countOf(response, 'RequestedItemsCount', 'RequestedItemCountValue');
  return {
    loans,
    counted: countOf(response, 'LoanedItemsCount', 'LoanedItemCountValue'),
    requests,
    // An empty list may be one that it does not keep.
    holds: requested ?? (requests.length > 0 ? requests.length : null),
  };
}

const missing = (problems: NcipAnswer['problems'], unknown: 'unknown-item' | 'unknown-card'): Missing =>
  problems.map(meaningOfNcip).includes(unknown) ? 'unknown' : 'not-said';

/** The sum of what it counts by one measure: it may count the same things by another as well. Null = it does not count. */
function countOf(response: XmlElement, name: string, valueName: string): number | null {
  const counts = elementsAt(response, name);
  const measure = counts[0]?.children[0]?.name;
  const numbers = counts
    .filter(({ children }) => children[0]?.name === measure)
    .map((count) => textAt(count, valueName))
    .map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : null));
  if (numbers.length === 0) return null;
  return numbers.reduce((sum, number) => (sum === null || number === null ? null : sum + number), 0);
}

/** Whether a copy is out to a card. Null: that is not known. */
export function hasItem(item: ItemThere, account: CardThere, { barcode, card }: Named): boolean | null {
  if (account.loans.some((loan) => loan.barcode === barcode) || item.borrower === card) return true;
  if (item.isOut === false) return false;
  return isWhole(account) && item.isOut === true ? false : null;
}
type Named = { readonly barcode: string; readonly card: string };

/** Whether it lists all loans of a card. An empty list without a count may be one that it does not keep. */
const isWhole = ({ loans, counted }: CardThere): boolean =>
  counted === null ? loans.length > 0 : counted === loans.length;

/** How the things of a message stand. Throws SystemFailureError. */
export async function look(parts: LookupParts, message: Message): Promise<Seen> {
  if (message.kind === 'pay') return UNSEEN;
  if (message.kind === 'placeHold' || message.kind === 'cancelHold') {
    const account = await cardThere(parts, message.card);
    if (account === 'not-said') return UNSEEN;
    if (account === 'unknown') return { item: null, patron: null };
    return { item: null, patron: { hasItem: null, owedMinor: null, holds: account.holds } };
  }
  const { barcode, card } = message;
  const item = await itemThere(parts, barcode);
  if (item === 'unknown') return { item: null, patron: null };
  const account = card === null ? 'unknown' : await cardThere(parts, card);
  if (item === 'not-said' || account === 'not-said') return UNSEEN;
  const known =
    account === 'unknown' || card === null ? null : { account, has: hasItem(item, account, { barcode, card }) };
  const loan = known?.account.loans.find((one) => one.barcode === barcode);
  const isOut = item.isOut === true || known?.has === true;
  // Its status says neither that it is out nor that it is in.
  if (item.isOut === null && !isOut) return UNSEEN;
  return {
    item: { isOut, dueAt: loan?.dueAt ?? item.dueAt },
    patron: known === null ? null : { hasItem: known.has, owedMinor: null, holds: null },
  };
}

/** The loans of a card, for responders that list them. */
export function ncipCardLoans(parts: LookupParts): CardLoans {
  return {
    of: async (card) => {
      const account = await cardThere(parts, card);
      if (account === 'unknown' || account === 'not-said') return null;
      const { loans } = account;
      return isWhole(account) && loans.every(({ barcode }) => barcode !== '') ? loans : null;
    },
    isOut: async (barcode) => {
      const item = await itemThere(parts, barcode);
      if (item === 'unknown') return false;
      if (item !== 'not-said' && item.isOut !== null) return item.isOut;
      throw new SystemFailureError('not-answered', 'it does not say whether a copy is out');
    },
  };
}
