// Koha by its REST interface, with check-ins by its page for offline transactions: REST has no route for them. That page keeps times and checks nothing,
// so that it is asked before whether a loan is allowed, and who has a copy.

import { z } from 'zod';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { currencyDecimals } from '../../../shared/core/money.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { APART_MS } from '../../../shared/connectors/loan-there.ts';
import { isReasonOfKoha, meaningOfKoha } from '../../../shared/connectors/koha-words.ts';
import {
  refused,
  taken,
  type Answer,
  type CheckinMessage,
  type CheckoutMessage,
  type HoldMessage,
  type Message,
  type PayMessage,
  type Refusal,
  type RenewMessage,
  type Seen,
} from '../../../shared/connectors/message.ts';
import { anyTime, read } from '../http-call.ts';
import { checkLines, SystemFailureError, type CheckLine, type OtherSystem } from '../other-system.ts';
import { momentThere } from '../values-there.ts';
import { kohaLists } from './koha-lists.ts';
import { kohaLoans } from './koha-loans.ts';
import { kohaLine, type KohaAnswer, type KohaClient, type KohaParts } from './koha-client.ts';
import { kohaRuleFiles } from './koha-rules.ts';

const PatronsSchema = z.array(z.object({ patron_id: z.number() }));
const ItemsSchema = z.array(
  z.object({ item_id: z.number(), biblio_id: z.number(), checked_out_date: z.string().nullish() }),
);
const LoanSchema = z.object({
  checkout_id: z.number(),
  item_id: z.number().nullish(),
  checkout_date: z.string().nullish(),
  due_date: z.string().nullish(),
});
const AvailabilitySchema = z.object({
  blockers: z.record(z.string(), z.unknown()).default({}),
  confirms: z.record(z.string(), z.unknown()).default({}),
  confirmation_token: z.string().nullish(),
});
const HoldsSchema = z.array(z.object({ hold_id: z.number(), biblio_id: z.number() }));
const AccountSchema = z.object({ balance: z.number() });
const ErrorSchema = z.object({ error: z.string().optional(), error_code: z.string().optional() });

type Parts = KohaParts & {
  readonly zone: string;
  readonly currency: string;
  /** Its SIP2 server, where check-ins go; null = to the page. */
  readonly returns: OtherSystem | null;
};
type There = Parts & { readonly client: KohaClient; readonly beforeChange: () => void };

/** Reasons changed since they were read: they are read again so often. */
const MOST_READS = 3;

/** With the loan as far as it is known. */
function withLoan(loan: z.infer<typeof LoanSchema> | null | undefined): Answer {
  return loan === null || loan === undefined ? taken() : { ...taken(dueOf(loan)), loan: String(loan.checkout_id) };
}

/** Makes it; nothing is asked before `open`. */
export function kohaSystem(parts: Parts): OtherSystem {
  const line = kohaLine(parts);
  const there: There = { ...parts, beforeChange: anyTime, client: line(anyTime) };
  let isOpen = false;
  const open = async (): Promise<void> => {
    if (isOpen) return;
    await there.client.signIn();
    isOpen = true;
  };
  return {
    open,
    tell: (message, beforeChange = anyTime) => tell({ ...there, beforeChange, client: line(beforeChange) }, message),
    look: (message) => look(there, message),
    loanList: kohaLoans(there.client, parts.zone),
    recordLists: kohaLists(there.client, parts.zone),
    ruleFiles: () => kohaRuleFiles(there.client),
    keepAlive: async () => {
      await there.client.get('/libraries', { _per_page: '1' });
    },
    check: () => checkAll(there, open),
    close: () => {
      isOpen = false;
      parts.returns?.close();
    },
  };
}

async function tell(there: There, message: Message): Promise<Answer> {
  switch (message.kind) {
    case 'checkout':
      return tellCheckout(there, message);
    case 'checkin':
      return tellCheckin(there, message);
    case 'renew':
      return tellRenewal(there, message);
    case 'pay':
      return tellPayment(there, message);
    case 'placeHold':
    case 'cancelHold':
      return tellHold(there, message);
  }
}

async function patronOf({ client }: There, card: string): Promise<number | null> {
  const answer = await client.get('/patrons', { cardnumber: card, _match: 'exact' });
  return read(PatronsSchema, answer)[0]?.patron_id ?? null;
}

async function itemOf({ client }: There, barcode: string) {
  return read(ItemsSchema, await client.get('/items', { external_id: barcode, _match: 'exact' }))[0] ?? null;
}

/** The loan of a copy by a patron. */
async function loanOf({ client }: There, patron: number, item: number): Promise<z.infer<typeof LoanSchema> | null> {
  const answer = await client.get(`/patrons/${patron}/checkouts`, { _per_page: '-1' });
  return read(z.array(LoanSchema), answer).find(({ item_id: of }) => of === item) ?? null;
}

const dueOf = ({ due_date: due }: { readonly due_date?: string | null | undefined }): Instant | null =>
  due === null || due === undefined ? null : parseInstant(due);

/** Throws SystemFailureError for a 403 without a reason that Koha gives: a right is missing. */
function refusalOf({ status, body }: KohaAnswer, fallback: Refusal): Answer {
  const { error = '', error_code: code = '' } = ErrorSchema.safeParse(body).data ?? {};
  const said = `${code} ${error}`;
  const meaning = meaningOfKoha(said);
  if (status === 403 && !isReasonOfKoha(said))
    throw new SystemFailureError('shut-out', 'it answered 403', { counts: true });
  return refused(meaning === 'other' ? fallback : meaning, error || code);
}

async function tellCheckout(there: There, message: CheckoutMessage): Promise<Answer> {
  const { client, settings } = there;
  const [patron, item] = [await patronOf(there, message.card), await itemOf(there, message.barcode)];
  if (patron === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  const ids = { patron_id: patron, item_id: item.item_id };
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const query = { patron_id: String(patron), item_id: String(item.item_id) };
    const availability = read(AvailabilitySchema, await client.get('/checkouts/availability', query));
    const blockers = Object.keys(availability.blockers);
    if (blockers.length > 0) return refused(meaningOfKoha(blockers.join(' ')), blockers.join(', '));
    const confirms = Object.keys(availability.confirms);
    // The same loan is there: to confirm it would renew it.
    if (confirms.includes('RENEW_ISSUE')) return withLoan(await loanOf(there, patron, item.item_id));
    if (confirms.includes('ISSUED_TO_ANOTHER')) return refused('on-loan-elsewhere', 'ISSUED_TO_ANOTHER');
    if (settings.offline?.lends === true) return lendOffline(there, message, ids);
    const token = availability.confirmation_token;
    const confirmed = confirms.length > 0 && token ? `?${new URLSearchParams({ confirmation: token }).toString()}` : '';
    // The loan has happened: it is confirmed as far as it may be.
    const answer = await client.send('POST', `/checkouts${confirmed}`, ids);
    if (answer.status === 412) continue;
    if (answer.status !== 201) return refusalOf(answer, 'other');
    return withLoan(LoanSchema.safeParse(answer.body).data);
  }
  return refused('other', 'the reasons to confirm change each time');
}

type Ids = { readonly patron_id: number; readonly item_id: number };

/** Keeps the time of a loan. It lends to anyone, so that it was asked before whether the loan is allowed. */
async function lendOffline(there: There, message: CheckoutMessage, ids: Ids): Promise<Answer> {
  const { at, barcode, card } = message;
  const text = await there.client.offline({
    action: 'issue',
    timestamp: momentOf(there, at),
    barcode,
    cardnumber: card,
  });
  const answer = answerOfPage(text);
  if (answer.is === 'refused') return answer;
  return withLoan(await loanOf(there, ids.patron_id, ids.item_id).catch(() => null));
}

/** Answers of the page where it did nothing. */
const PAGE_REFUSALS: readonly string[] = [
  'Borrower not found.',
  'Barcode not found.',
  'Item not found.',
  'Item not issued.',
];

/** The page answers everything with 200. The effect of an unknown answer is unknown. Throws SystemFailureError. */
function answerOfPage(text: string): Answer {
  if (text === 'Success.') return taken();
  if (PAGE_REFUSALS.includes(text)) return refused(meaningOfKoha(text), text);
  if (text === 'Authentication failed.') throw new SystemFailureError('shut-out', 'its offline page refuses the login');
  throw new SystemFailureError('lost', 'its offline page gave an answer that is not known');
}

/** `YYYY-MM-DD HH:MM:SS`; with a T between, Koha loses the time of day. */
function momentOf({ settings, zone }: There, at: Instant): string {
  const clock = settings.offline?.times === 'utc' ? UTC : (zoneClock(zone) ?? UTC);
  return new Date(clock.toLocal(at)).toISOString().slice(0, 19).replace('T', ' ');
}

async function tellCheckin(there: There, message: CheckinMessage): Promise<Answer> {
  const { client, settings, returns } = there;
  const { barcode, card, returnedAt } = message;
  if (settings.offline === undefined && returns === null)
    return refused('not-offered', 'no check-ins without SIP2 or the offline page');
  const item = await itemOf(there, barcode);
  if (item === null) return refused('unknown-item');
  if (!isOut(item)) return refused('not-on-loan');
  // Either way of a check-in would end the loan of another borrower there.
  const patron = card === null ? null : await patronOf(there, card);
  const loan = patron === null ? null : await loanOf(there, patron, item.item_id);
  if (loan === null) return refused('on-loan-elsewhere', 'another card has it there');
  // A loan that was told from here may have begun when it was told.
  const isTold = String(loan.checkout_id) === message.loan;
  const clock = zoneClock(there.zone) ?? UTC;
  if (!isTold && (momentThere(loan.checkout_date, clock) ?? returnedAt) > returnedAt + APART_MS)
    return refused('other', 'the loan there began after the item was returned');
  if (returns !== null) {
    await returns.open();
    return returns.tell(message, there.beforeChange);
  }
  const text = await client.offline({ action: 'return', timestamp: momentOf(there, returnedAt), barcode });
  return answerOfPage(text);
}

const isOut = ({ checked_out_date: at }: { readonly checked_out_date?: string | null | undefined }): boolean =>
  at !== null && at !== undefined;

async function tellRenewal(there: There, { barcode, card }: RenewMessage): Promise<Answer> {
  const [patron, item] = [await patronOf(there, card), await itemOf(there, barcode)];
  if (patron === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  const loan = await loanOf(there, patron, item.item_id);
  if (loan === null) return refused('not-on-loan');
  const answer = await there.client.send('POST', `/checkouts/${loan.checkout_id}/renewal`);
  if (answer.status !== 201) return refusalOf(answer, 'no-renewal');
  return withLoan(LoanSchema.safeParse(answer.body).data);
}

async function tellPayment(there: There, { card, amountMinor, reference }: PayMessage): Promise<Answer> {
  const patron = await patronOf(there, card);
  if (patron === null) return refused('unknown-card');
  const amount = amountMinor / 10 ** currencyDecimals(there.currency);
  const credit = { credit_type: 'PAYMENT', amount, note: reference };
  const answer = await there.client.send('POST', `/patrons/${patron}/account/credits`, credit);
  return answer.status === 200 || answer.status === 201 ? taken() : refusalOf(answer, 'other');
}

async function tellHold(there: There, message: HoldMessage): Promise<Answer> {
  const { client } = there;
  const [patron, item] = [await patronOf(there, message.card), await itemOf(there, message.barcode)];
  if (patron === null) return refused('unknown-card');
  if (item === null) return refused('unknown-item');
  if (message.kind === 'placeHold') {
    const hold = { patron_id: patron, biblio_id: item.biblio_id, pickup_library_id: message.pickup };
    const answer = await client.send('POST', '/holds', hold);
    return answer.status === 201 ? taken() : refusalOf(answer, 'other');
  }
  const holds = read(HoldsSchema, await client.get('/holds', { patron_id: String(patron), _per_page: '-1' }));
  const own = holds.find(({ biblio_id: biblio }) => biblio === item.biblio_id);
  if (own === undefined) return refused('other', 'no such hold there');
  const answer = await client.send('DELETE', `/holds/${own.hold_id}`);
  return answer.status < 300 ? taken() : refusalOf(answer, 'other');
}

async function look(there: There, message: Message): Promise<Seen> {
  const { client, currency } = there;
  const isOfItem = message.kind === 'checkout' || message.kind === 'checkin' || message.kind === 'renew';
  const item = isOfItem ? await itemOf(there, message.barcode) : null;
  const patron = message.card === null ? null : await patronOf(there, message.card);
  const loan = patron === null || item === null ? null : await loanOf(there, patron, item.item_id);
  const itsLoan = loan === null ? { dueAt: null } : { dueAt: dueOf(loan), loan: String(loan.checkout_id) };
  const seenItem = item === null ? null : { isOut: isOut(item), ...itsLoan };
  if (patron === null) return { item: seenItem, patron: null };
  if (isOfItem) return { item: seenItem, patron: { hasItem: loan !== null, owedMinor: null, holds: null } };
  const account = read(AccountSchema, await client.get(`/patrons/${patron}/account`));
  const holds = read(HoldsSchema, await client.get('/holds', { patron_id: String(patron), _per_page: '-1' }));
  const owedMinor = Math.round(account.balance * 10 ** currencyDecimals(currency));
  return { item: null, patron: { hasItem: null, owedMinor, holds: holds.length } };
}

/** Asks questions that change nothing. */
async function checkAll(there: There, open: () => Promise<void>): Promise<readonly CheckLine[]> {
  const { client, settings } = there;
  const { lines, add } = checkLines();
  const status = async (path: string, query: Readonly<Record<string, string>>, may: string): Promise<string> => {
    const answer = await client.get(path, query);
    if (answer.status !== 200) throw new SystemFailureError('shut-out', `it answered ${answer.status}`);
    return may;
  };
  await add(settings.url, async () => {
    await open();
    return `reached at ${settings.url}, signed in as ${settings.clientId}, acting for ${settings.library}`;
  });
  if (lines[0]?.ok !== true) return lines;
  await add('patrons, accounts and holds', async () => {
    const [patron] = read(PatronsSchema, await client.get('/patrons', { _per_page: '1' }));
    if (patron === undefined) return 'may look at patrons; there is none whose account and holds can be tried';
    read(AccountSchema, await client.get(`/patrons/${patron.patron_id}/account`));
    read(HoldsSchema, await client.get('/holds', { patron_id: String(patron.patron_id), _per_page: '1' }));
    return 'may look at patrons, their accounts and holds';
  });
  await add('items', () => status('/items', { _per_page: '1' }, 'may look at items'));
  await add('loans', async () => {
    const newest = { _per_page: '1', _order_by: '-timestamp' };
    await status('/checkouts', newest, '');
    return status(
      '/checkouts',
      { ...newest, checked_in: 'true' },
      'may look at loans, lend and renew; shows what is done there',
    );
  });
  const { offline } = settings;
  const lends = offline?.lends === true ? 'loans keep their time' : 'a loan begins when it is told';
  const rest = `${lends}; its due date is that of the rules there`;
  if (there.returns !== null) {
    const over = (await there.returns.check()).map(({ ok, text }) => ({ ok, text: `check-ins by SIP2: ${text}` }));
    return [...lines, ...over, { ok: true, text: rest }];
  }
  if (offline === undefined) return [...lines, { ok: false, text: `does not take check-ins; ${rest}` }];
  await add('offline page', async () => {
    // No copy has this barcode: the page looks at the login, finds nothing, and does nothing.
    answerOfPage(
      await client.offline({ action: 'return', timestamp: momentOf(there, there.now()), barcode: 'holdfast-check' }),
    );
    return `check-ins keep their time, written in ${offline.times} time; ${rest}`;
  });
  return lines;
}
