// Learns from a system that lists no loans and answers with the loans of a card: a slow walk over the people who have something out here. A
// difference was made there, where the system had taken the messages; it gives no times, so that such acts count when they are seen.

import { codeText } from '../../shared/core/code-text.ts';
import { actId, loanId, patronId, type PatronId } from '../../shared/core/ids.ts';
import { hashedId } from '../../shared/core/digest.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isSameDue } from '../../shared/connectors/ending.ts';
import { learnLoan, type Lesson, type LoanThere } from '../../shared/connectors/loan-there.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { cardOf, type Patron } from '../../shared/circ/model/patron.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import { ownRequest } from '../schedule/own-desk.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { keepClaim, TAKEN_STATES } from './connector-rows.ts';
import { noteDateThere, noteLentThere } from './end-message.ts';
import { policiesOf, type LearnParts } from './learn-loans.ts';
import { tellAgain, toldOf } from './learn-one.ts';
import { learnedDeeds, type LearnedDeed } from './learned-deeds.ts';
import { itemsWith, loanOf, putLoanRows, readLoanRows, type LoanRow } from './loan-rows.ts';
import { namesOf } from './told-names.ts';
import type { CardLoans } from './other-system.ts';
import { queueActs } from './queue-acts.ts';
import { readPulled, writePulled } from './pulled.ts';

/** People in one look. */
const MOST = 20;

/** The state of one card there. */
type HeardCard = {
  readonly patron: PatronId;
  readonly there: ReadonlyMap<string, Instant | null>;
  /** Copies that the patron has here and not there: whether each is out there, to another card. */
  readonly elsewhere: ReadonlyMap<string, boolean>;
};

/** Looks at the next people of the walk. Throws SystemFailureError, ClaimLostError. */
export async function learnFromCards(parts: LearnParts, cards: CardLoans): Promise<void> {
  const { store, name } = parts;
  const { from, people, isEnd } = await store.read(async (tx) => {
    const { walkedTo = '' } = await readPulled(tx, name);
    return { from: walkedTo, ...(await nextPeople(tx, walkedTo)) };
  });
  for (const [n, patron] of people.entries()) {
    if (!parts.goesOn()) return;
    const isLast = isEnd && n === people.length - 1;
    const walkedTo = isLast ? '' : patron.id;
    const heard = await hear(parts, patron, cards).catch(async (error: unknown) => {
      // The next look goes on with others: a card that it never answers must not end the walk.
      await learnCard(parts, null, walkedTo);
      throw error;
    });
    await learnCard(parts, heard, walkedTo);
  }
  if (people.length === 0 && from !== '') await learnCard(parts, null, '');
}

type NextPeople = { readonly people: readonly Pick<Patron, 'id' | 'cards'>[]; readonly isEnd: boolean };

/** The next few people with loans after one, by id; those whose account is gone have no card. `isEnd`: there are no more. */
async function nextPeople(tx: ReadTx, after: string): Promise<NextPeople> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('patron_id')
    .distinct()
    .where('state', '=', 'open')
    .where('patron_id', '>', after)
    .orderBy('patron_id')
    .limit(MOST)
    .execute();
  const patrons = await readRows(
    tx,
    'patron',
    rows.map(({ patron_id: id }) => id),
  );
  const byId = new Map([...patrons.values()].map((one) => [String(one.id), one]));
  const people = rows.map(({ patron_id: id }) => byId.get(id) ?? { id: patronId(id), cards: [] });
  return { people, isEnd: rows.length < MOST };
}

/** Null: it does not have the card, or does not list its loans. */
async function hear(
  { store }: LearnParts,
  patron: Pick<Patron, 'id' | 'cards'>,
  cards: CardLoans,
): Promise<HeardCard | null> {
  const loans = patron.cards.length === 0 ? null : await cards.of(cardOf(patron));
  if (loans === null) return null;
  const there = new Map(loans.map(({ barcode, dueAt }) => [codeText(barcode), dueAt]));
  const here = await store.read((tx) => lentTo(tx, patron.id));
  const elsewhere = new Map<string, boolean>();
  // A loan that is lost or in question here is ended by people, not by a list that does not show it any more.
  for (const { item } of here.filter(({ loan }) => loan.state === 'open'))
    if (!there.has(item.barcode)) elsewhere.set(item.barcode, await cards.isOut(item.barcode));
  return { patron: patron.id, there, elsewhere };
}

type Lent = { readonly item: Item; readonly loan: Loan };

/** Loans that are not closed: a copy that is lost or in question is out as well, and is not lent anew. */
async function lentTo(tx: ReadTx, patron: PatronId): Promise<readonly Lent[]> {
  const loans = (await readRowsBy(tx, 'loan', { column: 'patron_id', values: [patron] })).filter(
    ({ state }) => state !== 'closed',
  );
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  return loans.flatMap((loan) => {
    const item = items.get(loan.itemId);
    return item === undefined ? [] : [{ loan, item }];
  });
}

/** Records the lessons of a card, with how far the walk is, in one transaction. */
async function learnCard(parts: LearnParts, heard: HeardCard | null, walkedTo: string): Promise<void> {
  const { runner, ownDesk, name, claiming } = parts;
  await runner.runOwn(async (tx, changes) => {
    const { now } = claiming();
    await keepClaim(tx, claiming());
    await writePulled(tx, name, { walkedTo });
    // Acts that came in since the card was looked at are in the outbox now: their copies are left to the next look.
    while (await queueActs(tx, name));
    const found = heard === null ? NOTHING : await lessonsOf({ ...parts, tx, changes, now }, heard);
    await putLoanRows(tx, name, found.rows);
    const request = await ownRequest(tx, found.deeds, { ...ownDesk, now });
    return request === null ? null : { ...request, policies: policiesOf(found.policies) };
  });
}

type Found = { readonly rows: LoanRow[]; readonly deeds: LearnedDeed[]; readonly policies: Policy[] };
const NOTHING: Found = { rows: [], deeds: [], policies: [] };
type Work = LearnParts & { readonly tx: WriteTx; readonly changes: RowChanges; readonly now: Instant };

async function lessonsOf(work: Work, { patron: id, there, elsewhere }: HeardCard): Promise<Found> {
  const { tx } = work;
  const found: Found = { rows: [], deeds: [], policies: [] };
  const [real = id] = await namesOf(tx, 'patron', id);
  const patron = [...(await readRows(tx, 'patron', [real])).values()][0];
  if (patron === undefined) return found;
  const here = new Map((await lentTo(tx, patron.id)).map((lent) => [lent.item.barcode, lent]));
  const ids = await itemsWith(tx, there.keys());
  const items = await readRows(tx, 'item', ids.values());
  for (const [barcode, dueAt] of there) {
    const item = [...items.values()].find((one) => one.barcode === barcode);
    const lent = here.get(barcode);
    if (item === undefined || dueAt === null) continue;
    await learnOut(work, { item, patron, loan: lent?.loan ?? null, dueAt }, found);
  }
  for (const [barcode, isOut] of elsewhere) {
    const lent = here.get(barcode);
    if (lent?.loan.state === 'open') await learnGone(work, { ...lent, patron, isOut }, found);
  }
  return found;
}

type Out = { readonly item: Item; readonly patron: Patron; readonly loan: Loan | null; readonly dueAt: Instant };

/** A copy that is out to the card there: a loan that began there, or one that was renewed, or whose date was moved. */
async function learnOut(work: Work, { item, patron, loan, dueAt }: Out, found: Found): Promise<void> {
  const { tx, name, now, clockThere, zone, changes } = work;
  const items = await namesOf(tx, 'item', item.id);
  if (!(await isSettled(tx, name, items))) return;
  if (loan === null) {
    const id = actId(hashedId('loan-there', name, item.id, patron.id, now));
    const body = { outAt: now, dueAt, renewals: 0, renewedAt: null, inAt: null, changedAt: now };
    await take(work, { id, item, patron, there: body, lessons: [{ act: 'checkout', at: now, dueAt }] }, found);
    return;
  }
  const row = (await readLoanRows(tx, name, [loan.id])).get(loan.id);
  const before = row === undefined ? null : { ...loanOf(row), isIn: row.state === 'in', seenAt: row.seenAt };
  const told = await toldOf(tx, { connector: name, items, patrons: await namesOf(tx, 'patron', patron.id) });
  // It gives no count: a later date is a renewal.
  const isLater = before !== null && dueAt > before.dueAt && !isSameDue(dueAt, before.dueAt, clockThere);
  const renewals = (before?.renewals ?? 0) + Number(isLater);
  const there: LoanThere = { outAt: loan.outAt, dueAt, renewals, renewedAt: null, inAt: null, changedAt: now };
  const { lessons, movedTo } = learnLoan(
    there,
    { id: loan.id, before, told, here: { ...loan, isAnother: false }, now },
    clockThere,
  );
  const isAsTold = before !== null && lessons.length === 0 && dueAt === before.dueAt;
  if (isAsTold) return;
  if (movedTo !== null) {
    const isSame = isSameDue(movedTo, loan.dueAt, clockThere);
    await noteDateThere({ tx, changes }, { connector: name, item: item.id, loan, zone }, isSame ? null : movedTo);
  }
  await take(work, { id: loan.id, item, patron, there, lessons, row }, found);
}

type Gone = Lent & { readonly patron: Patron; readonly isOut: boolean };

/** A copy that was out to the card there, and is not any more. */
async function learnGone(work: Work, { item, loan, patron, isOut }: Gone, found: Found): Promise<void> {
  const { tx, name, now, changes } = work;
  const items = await namesOf(tx, 'item', item.id);
  if (!(await isSettled(tx, name, items))) return;
  const row = (await readLoanRows(tx, name, [loan.id])).get(loan.id);
  const told = await toldOf(tx, { connector: name, items, patrons: await namesOf(tx, 'patron', patron.id) });
  const wasThere = row !== undefined || told.some(({ kind, isOfPatron }) => kind !== 'checkin' && isOfPatron);
  if (!wasThere) return;
  // The borrower there is not given.
  if (isOut) return noteLentThere({ tx, changes }, { connector: name, item: item.id, loan });
  const there: LoanThere = {
    outAt: loan.outAt,
    dueAt: loan.dueAt,
    renewals: 0,
    renewedAt: null,
    inAt: now,
    changedAt: now,
  };
  await take(work, { id: loan.id, item, patron, there, lessons: [{ act: 'checkin', at: now }], row }, found);
}

type Taken = {
  readonly id: string;
  readonly item: Item;
  readonly patron: Patron;
  readonly there: LoanThere;
  readonly lessons: readonly Lesson[];
  readonly row?: LoanRow | undefined;
};

async function take(work: Work, { id, item, patron, there, lessons, row }: Taken, found: Found): Promise<void> {
  const { tx, name, now } = work;
  const about = { connector: name, loan: id, item, patron: patron.id, card: cardOf(patron), renewals: there.renewals };
  const begunBy = lessons.some(({ act }) => act === 'checkout') ? null : loanId(id);
  const { deeds, policies } = await learnedDeeds(tx, { ...about, begunBy, now }, lessons);
  await tellAgain(tx, { connector: name, items: await namesOf(tx, 'item', item.id), lessons });
  found.deeds.push(...deeds);
  found.policies.push(...policies);
  const learned = deeds.map((deed) => ({ act: deed.act, id: deed.id, at: deed.at, learnedAt: now }));
  // A loan that was learned goes by its act here.
  const begun = deeds.find(({ act }) => act === 'checkout');
  const state = there.inAt === null ? 'open' : 'in';
  const body = { ...there, learned: [...(row?.body.learned ?? []), ...learned] };
  found.rows.push({ loan: begun?.id ?? id, item: item.id, patron: patron.id, state, seenAt: now, body });
}

/** Whether the system took all messages about a copy: else it stands otherwise there for a reason that people know. */
async function isSettled(tx: ReadTx, connector: string, items: readonly string[]): Promise<boolean> {
  const newest = await tx.db
    .selectFrom('connector_act')
    .select('state')
    .where('connector', '=', connector)
    .where(tx.anyOf('item_id', items))
    .where('state', 'not in', ['undone', 'passed', 'nothing'])
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined || TAKEN_STATES.some((state) => state === newest.state);
}
