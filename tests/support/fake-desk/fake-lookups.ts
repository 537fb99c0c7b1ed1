// The fake desk's lookups: what a scan is, finding patrons and items, a patron's panel, an item's state.

import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { PatronView } from '../../../shared/views/patron.ts';
import { required } from '../../../shared/core/assert.ts';
import { isEan13Valid, isLuhnValid } from '../../../shared/core/check-digits.ts';
import { ITEM_STATUS_WORDS } from '../../../shared/core/codes/item-status.ts';
import { foldText } from '../../../shared/core/fold-text.ts';
import { holdId, itemId, loanId, patronId, titleId } from '../../../shared/core/ids.ts';
import { formatMoney } from '../../../shared/core/money.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { ZONE, itemBrief } from './fake-answers.ts';
import { FAKE_ITEMS, FAKE_PATRONS, type FakeItem, type FakePatron } from './fake-data.ts';
import type { FakeContext, FakeLoan } from './fake-desk.ts';
import { fakeWritten } from './fake-items.ts';
import { mayResolveHere } from './fake-exceptions.ts';
import { cardsAt } from './fake-patrons.ts';
import { FakeRefusal } from './fake-refusal.ts';

type Lookups = Pick<
  Handlers,
  'scan.resolve' | 'patron.find' | 'patron.view' | 'patron.details' | 'item.find' | 'item.view' | 'item.record'
>;

const DAY_MS = 86_400_000;

export function fakeLookups(context: FakeContext): Lookups {
  return {
    'scan.resolve': (input) => resolve(context, input),
    'patron.find': ({ query, limit }) => ({ patrons: findPatrons(query).slice(0, limit) }),
    'patron.view': ({ card }) => viewPatron(context, card),
    'patron.details': ({ card }) => details(card),
    'item.find': ({ query, limit }) => ({ items: findItems(context, query).slice(0, limit) }),
    'item.view': ({ barcode }) => viewItem(context, barcode),
    'item.record': ({ barcode }) => itemRecord(context, barcode),
  };
}

/** The item of a barcode, catalogued or lent as unknown. */
export function fakeItem({ state }: FakeContext, barcode: string): FakeItem | undefined {
  const title = state.unknownItems.get(barcode);
  if (title === undefined) return FAKE_ITEMS.find((item) => item.barcode === barcode);
  return { barcode, title, author: null, callNumber: '', location: '', kind: 'book', home: 'Main' };
}

/** "Tue, Dec 15" for days, "today 6:00 PM" for hours. */
export function dueText({ state, now }: FakeContext, item: FakeItem | undefined, dueAt: number): string {
  const grain = item !== undefined && ['reserve', 'laptop', 'camera'].includes(item.kind) ? 'time' : 'day';
  return sayDue(state.language, { dueAt, grain, zone: ZONE }, now());
}

function resolve(
  context: FakeContext,
  { text, scanned }: ParsedInput<'scan.resolve'>,
): Awaited<ReturnType<Handlers['scan.resolve']>> {
  const patron = FAKE_PATRONS.find(({ card }) => card === text);
  if (patron !== undefined) return { kind: 'patron', card: patron.card, name: patron.name };
  const item = fakeItem(context, text);
  if (item !== undefined) return { kind: 'item', barcode: item.barcode, title: item.title };
  const isIsbn = /^97[89]\d{10}$/.test(text);
  const isMisread = /^39\d{12}$/.test(text) && !isLuhnValid(text);
  return {
    kind: 'unknown',
    text,
    looksLike: isIsbn ? 'isbn' : shapeOf(text, scanned),
    looksMisread: isIsbn ? !isEan13Valid(text) : isMisread,
  };
}

/** Four digits that a person types are the end of something; a scanner types whole codes. */
function shapeOf(text: string, isScanned: boolean): 'card' | 'barcode' | 'either' | 'text' {
  if (/^\d{6,}$/.test(text)) return text.startsWith('2') ? 'card' : 'barcode';
  return isScanned && /^\S*\d\S*$/.test(text) ? 'either' : 'text';
}

function findPatrons(query: string): Awaited<ReturnType<Handlers['patron.find']>>['patrons'] {
  const words = foldText(query).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return FAKE_PATRONS.filter(({ name, card }) => {
    const folded = ` ${foldText(name)}`;
    return words.every((word) => folded.includes(` ${word}`) || card.endsWith(word));
  }).map((patron) => ({
    card: patron.card,
    name: patron.name,
    groupName: patron.group,
    homeName: patron.home,
    expired: patron.expired ?? false,
    blocked: patron.block !== undefined,
  }));
}

function findItems(context: FakeContext, query: string): Awaited<ReturnType<Handlers['item.find']>>['items'] {
  const words = foldText(query).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return FAKE_ITEMS.filter((item) => {
    const folded = ` ${foldText(`${item.title} ${item.author ?? ''} ${item.callNumber}`)}`;
    return words.every((word) => folded.includes(` ${word}`) || item.barcode.endsWith(word));
  }).map((item) => ({ ...itemBrief(item), ...statusOf(context, item) }));
}

function statusOf({ state }: FakeContext, item: FakeItem): { status: string; statusText: string } {
  const isOut = state.loans.some(({ barcode }) => barcode === item.barcode);
  const isEnglish = state.language === 'en';
  if (state.inQuestion.has(item.barcode)) {
    return { status: 'in-question', statusText: isEnglish ? 'In question' : 'En duda' };
  }
  const [mark] = [...(state.marks.get(item.barcode) ?? [])];
  if (!isOut && mark !== undefined)
    return { status: mark, statusText: ITEM_STATUS_WORDS[mark]?.[state.language] ?? mark };
  if (isOut) return { status: 'on-loan', statusText: isEnglish ? 'On loan' : 'Prestado' };
  return { status: 'available', statusText: isEnglish ? 'Available' : 'Disponible' };
}

function viewItem(context: FakeContext, barcode: string): Awaited<ReturnType<Handlers['item.view']>> {
  const item = fakeItem(context, barcode);
  if (item === undefined) throw new FakeRefusal('HF-CIRC-003', `no item has the barcode ${barcode}; scan it again`);
  const loan = context.state.loans.find((one) => one.barcode === barcode);
  const who = context.state.inQuestion.get(barcode) ?? [];
  const mayResolve = who.length > 0 && mayResolveHere(context);
  return {
    ...itemBrief(item),
    ...statusOf(context, item),
    itemId: itemId(item.barcode),
    titleId: titleId(item.title),
    homeName: item.home,
    dueText: loan === undefined ? null : dueText(context, item, loan.dueAt),
    holdCount: item.holdLabel === undefined ? 0 : 1,
    pending: false,
    mayResolve,
    candidates: (mayResolve ? who : []).map((card) => ({
      card,
      name: FAKE_PATRONS.find((patron) => patron.card === card)?.name ?? card,
    })),
  };
}

function itemRecord(context: FakeContext, barcode: string): Awaited<ReturnType<Handlers['item.record']>> {
  const { state, now } = context;
  const item = viewItem(context, barcode);
  const loan = state.loans.find((one) => one.barcode === barcode);
  const nameOf = (card: string): string => FAKE_PATRONS.find((patron) => patron.card === card)?.name ?? card;
  const at = (ms: number): string => new Date(ms).toISOString();
  const has = loan === undefined ? null : { card: loan.card, name: nameOf(loan.card), outAt: at(now()), inAt: null };
  const had = { card: '21310000007730', outAt: at(now() - 9 * DAY_MS), inAt: at(now() - 2 * DAY_MS) };
  return {
    ...item,
    marks: [...(state.marks.get(barcode) ?? [])].map((mark) => ({
      mark,
      text: ITEM_STATUS_WORDS[mark]?.[state.language] ?? mark,
      since: at(now()),
    })),
    placeName: item.homeName,
    toName: null,
    formerBarcodes: [],
    isProvisional: state.unknownItems.has(barcode),
    written: fakeWritten(
      context,
      required(fakeItem(context, barcode), () => barcode),
    ),
    borrowers:
      state.session?.rights.includes('edit-patrons') === true
        ? { now: has, before: [{ ...had, name: nameOf(had.card) }] }
        : null,
  };
}

function viewPatron(context: FakeContext, card: string): PatronView {
  const patron = FAKE_PATRONS.find((one) => one.card === card) ?? provisional(context, card);
  const { state, now } = context;
  const loans = state.loans.filter((loan) => loan.card === card).toSorted((a, b) => a.dueAt - b.dueAt);
  const overdue = loans.filter(({ dueAt }) => dueAt < now()).length;
  const ready = patron.ready ?? [];
  const away = Object.entries(patron.readyAway ?? {});
  const waiting = patron.waiting ?? [];
  return {
    patronId: patronId(card),
    card,
    name: patron.name,
    groupName: patron.group,
    homeName: patron.home,
    expiresText: patron.expires === '' ? null : patron.expires,
    expired: patron.expired ?? false,
    provisional: !FAKE_PATRONS.includes(patron),
    notices: noticesOf(patron).map((notice) =>
      state.nightGrant === null ? notice : { ...notice, onNightGrant: true as const },
    ),
    messages: [...(patron.messages ?? [])],
    blocks: [...(state.blocks.get(card) ?? [])],
    cards: [...cardsAt(state, card)],
    counts: {
      out: loans.length,
      overdue,
      holds: ready.length + away.length + waiting.length,
      holdsReady: ready.length,
    },
    owesFee: (patron.owesMinor ?? 0) > 0,
    hasCredit: false,
    loans: [...loans.map((loan) => loanView(context, loan)), ...loansInQuestion(context, card)],
    holds: [
      ...ready.map((title) => ({
        holdId: holdId(`hold of ${title} for ${card}`),
        title,
        state: 'captured' as const,
        pickupName: 'Main',
        position: null,
        copyIs: 'here' as const,
        label: FAKE_ITEMS.find((item) => item.title === title)?.holdLabel ?? null,
        barcode: FAKE_ITEMS.find((item) => item.title === title)?.barcode ?? null,
        dueToExpire: false,
        suspended: false,
        shelfUntil: null,
      })),
      ...away.map(([title, copyIs]) => ({
        holdId: holdId(`hold of ${title} for ${card}`),
        title,
        state: 'captured' as const,
        pickupName: 'West',
        position: null,
        copyIs,
        label: 'LIND A 1187',
        barcode: FAKE_ITEMS.find((item) => item.title === title)?.barcode ?? null,
        dueToExpire: false,
        suspended: false,
        shelfUntil: null,
      })),
      ...waiting.map((title) => ({
        holdId: holdId(`hold of ${title} for ${card}`),
        title,
        state: 'waiting' as const,
        pickupName: 'Main',
        position: 2,
        copyIs: null,
        label: null,
        barcode: null,
        dueToExpire: false,
        suspended: false,
        shelfUntil: null,
      })),
    ],
    asOfText: state.line.online === false ? 'Patron data as of today 1:39 PM' : null,
  };
}

function provisional({ state }: FakeContext, card: string): FakePatron {
  if (!state.unknownCards.has(card)) throw new FakeRefusal('HF-PATRON-001', 'no patron has this card; scan it again');
  return { card, name: `Card ${card}`, group: 'Not known yet', home: 'Main', expires: '' };
}

function noticesOf(patron: FakePatron): PatronView['notices'] {
  return [
    ...(patron.block === undefined
      ? []
      : [{ code: 'PATRON_RESTRICTED', effect: 'block' as const, text: patron.block }]),
    ...(patron.expired === true
      ? [{ code: 'PATRON_EXPIRED', effect: 'block' as const, text: `The account expired on ${patron.expires}.` }]
      : []),
  ];
}

function loanView(context: FakeContext, loan: FakeLoan): PatronView['loans'][number] {
  const item = fakeItem(context, loan.barcode);
  return {
    loanId: loanId(loan.id),
    barcode: loan.barcode,
    title: item?.title ?? loan.barcode,
    author: item?.author ?? null,
    dueAt: new Date(loan.dueAt).toISOString(),
    dueText: dueText(context, item, loan.dueAt),
    grain: item?.kind === 'book' || item?.kind === 'media' ? ('day' as const) : ('time' as const),
    zone: 'America/Los_Angeles',
    overdue: loan.dueAt < context.now(),
    state: 'open',
    renewals: loan.renewals,
    recalled: loan.recalled === true,
    pending: loan.pending,
  };
}

/** Loans that may be theirs: neither counted nor late while the question stands. */
function loansInQuestion(context: FakeContext, card: string): PatronView['loans'] {
  return [...context.state.inQuestion]
    .filter(([, cards]) => cards.includes(card))
    .map(([barcode]) => {
      const dueAt = context.now() + 5 * DAY_MS;
      const loan = { card, barcode, dueAt, renewals: 0, pending: false, id: `asked-${barcode}-${card}` };
      return { ...loanView(context, loan), state: 'in-question' };
    });
}

function details(card: string): Awaited<ReturnType<Handlers['patron.details']>> {
  const patron = FAKE_PATRONS.find((one) => one.card === card);
  const owed = patron?.owesMinor ?? 0;
  return {
    owedText: formatMoney(owed, 'USD', 'en-US'),
    fees:
      owed === 0
        ? []
        : [{ kind: 'overdue', kindText: 'Late fee', title: 'Course pack PSYC 51', text: 'overdue, $12.50' }],
    birthDate: '2006-03-04',
    email: `${foldText(patron?.name ?? 'x')
      .split(' ')
      .toReversed()
      .join('.')}@example.edu`,
    phones: ['(909) 555-0142'],
    address: ['1050 N Mills Ave', 'Claremont, CA 91711'],
  };
}
