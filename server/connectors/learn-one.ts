// Lessons of one loan of another system: acts to record here, its state there now, and an exception where staff there moved a date.

import { codeText } from '../../shared/core/code-text.ts';
import { loanId, type ItemId, type PatronId } from '../../shared/core/ids.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import { isSameDue } from '../../shared/connectors/ending.ts';
import { learnLoan, type Lesson, type LoanThere, type OwnTold } from '../../shared/connectors/loan-there.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';
import type { OwnDeed } from '../schedule/own-desk.ts';
import { readRows, readRowsBy } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { TAKEN_STATES, toOutboxRow, type OutboxRow } from './connector-rows.ts';
import { noteDateThere } from './end-message.ts';
import { learnedDeeds } from './learned-deeds.ts';
import { loanOf, loansOfItems, type LoanBody, type LoanRow } from './loan-rows.ts';
import { namesOf } from './told-names.ts';
import type { LoanNumbers } from './other-system.ts';

/** A loan there; without numbers where these are known here already. */
export type Heard = { readonly id: string; readonly there: LoanThere; readonly numbers?: LoanNumbers | undefined };

/** The item and the patron here of a loan; null = not known. */
export type Named = { readonly item: ItemId | null; readonly patron: PatronId | null };

export type LearnWork = {
  readonly connector: string;
  readonly zone: string;
  readonly clockThere: ZoneClock;
  readonly tx: WriteTx;
  readonly changes: RowChanges;
  readonly now: Instant;
  /** Loans here that others of the same turn are: their rows are not written yet. */
  readonly taken: Set<string>;
};

type One = Heard & Named & { readonly before: LoanRow | undefined };

export type LearnedOne = {
  readonly row: LoanRow;
  readonly deeds: readonly OwnDeed[];
  readonly policies: readonly Policy[];
};

/** Learns from one loan. Call it with the connector locked. */
export async function learnOne(work: LearnWork, one: One): Promise<LearnedOne> {
  const { tx, now, connector } = work;
  const { id, there, before } = one;
  const items = await namesOf(tx, 'item', one.item);
  const patrons = await namesOf(tx, 'patron', one.patron);
  const item = [...(await readRows(tx, 'item', items.slice(0, 1))).values()][0];
  const patron = [...(await readRows(tx, 'patron', patrons.slice(0, 1))).values()][0];
  if (item === undefined || patron === undefined) return { row: unknownRow(one, now), deeds: [], policies: [] };
  const told = await toldOf(tx, { connector, items, patrons });
  const loans = await readRowsBy(tx, 'loan', { column: 'item_id', values: [item.id] });
  const here = loans.find((loan) => loan.patronId === patron.id && isOut(loan)) ?? null;
  const isAnother =
    here !== null && (work.taken.has(here.id) || (await isAnotherThere(tx, { connector, id, items, here })));
  const isKnown = before !== undefined && before.state !== 'unknown';
  const seen = isKnown ? { ...loanOf(before), isIn: before.state === 'in', seenAt: before.seenAt } : null;
  const facts = { id, before: seen, told, here: here === null ? null : { ...here, isAnother }, now };
  const { lessons, movedTo, isHere } = learnLoan(there, facts, work.clockThere);
  if (here !== null && isHere) work.taken.add(here.id);
  if (movedTo !== null && here !== null) await sayMoved(work, { item, here, movedTo });
  const earlier = before?.body.learned ?? [];
  const begun = earlier.find(({ act }) => act === 'checkout');
  const card = patron.cards.length === 0 ? (one.numbers?.card ?? '') : cardOf(patron);
  const { deeds, policies } = await learnedDeeds(
    tx,
    {
      connector,
      loan: id,
      item,
      patron: patron.id,
      card: codeText(card),
      renewals: there.renewals,
      begunBy: begun === undefined ? null : loanId(begun.id),
      now,
    },
    lessons,
  );
  await tellAgain(tx, { connector, items, lessons });
  const learned = [...earlier, ...deeds.map((deed) => ({ act: deed.act, id: deed.id, at: deed.at, learnedAt: now }))];
  const state = there.inAt === null ? 'open' : 'in';
  const row: LoanRow = { loan: id, item: item.id, patron: patron.id, state, seenAt: now, body: bodyOf(there, learned) };
  return { row, deeds: deeds.map(({ act: _, ...deed }) => deed), policies };
}

type Other = {
  readonly connector: string;
  readonly id: string;
  readonly items: readonly string[];
  readonly here: Loan;
};

/** Whether a loan here is one of another id there, or one with a message to the system: then it is not the one that is learned. */
async function isAnotherThere(tx: ReadTx, { connector, id, items, here }: Other): Promise<boolean> {
  const message = await tx.db
    .selectFrom('connector_act')
    .select('act_id')
    .where('connector', '=', connector)
    .where('act_id', '=', here.id)
    // After a refusal, people may have done it there by hand.
    .where('state', 'not in', ['refused', 'undone', 'passed', 'nothing'])
    .executeTakeFirst();
  if (message !== undefined) return true;
  const others = (await loansOfItems(tx, connector, items)).filter(({ loan }) => loan !== id);
  return others.some(
    ({ state, patron, body }) =>
      body.learned.some((lesson) => lesson.act === 'checkout' && lesson.id === here.id) ||
      (state === 'open' && patron === here.patronId) ||
      Math.abs(body.outAt - here.outAt) < MINUTE_MS,
  );
}

type Taught = { readonly connector: string; readonly items: readonly string[]; readonly lessons: readonly Lesson[] };

/**
 * Messages that were refused since the loan was not known here may be taken now: a return of a copy that was lent there, and later messages after a
 * return there. Each lesson comes once, and so does this.
 */
export async function tellAgain({ db, anyOf }: WriteTx, { connector, items, lessons }: Taught): Promise<void> {
  for (const { act, at } of lessons) {
    if (act === 'renew') continue;
    const refused = db
      .updateTable('connector_act')
      .set({ state: 'waiting', tries: 0, body: JSON.stringify({}) })
      .where('connector', '=', connector)
      .where(anyOf('item_id', items))
      .where('state', '=', 'refused')
      .where('at', '>', at);
    await (act === 'checkin' ? refused : refused.where('kind', '=', 'checkin')).execute();
  }
}

/** Of a loan that ended before its card and barcode were known nothing is to be learned any more. */
function unknownRow({ id, item, patron, there, numbers, before }: One, now: Instant): LoanRow {
  const isIn = there.inAt !== null;
  const barcode = numbers?.barcode ?? before?.body.barcode;
  const card = numbers?.card ?? before?.body.card;
  const kept = {
    ...(isIn || barcode === undefined ? {} : { barcode }),
    ...(isIn || card === undefined ? {} : { card }),
  };
  const body = { ...bodyOf(there, before?.body.learned ?? []), ...kept };
  return { loan: id, item, patron, state: isIn ? 'in' : 'unknown', seenAt: now, body };
}

function bodyOf(there: LoanThere, learned: LoanBody['learned']): LoanBody {
  const { outAt, dueAt, renewals, renewedAt, inAt, changedAt } = there;
  return { outAt, dueAt, renewals, renewedAt, inAt, changedAt, learned };
}

/** The loan that the copy is out by. */
function isOut({ state }: Loan): boolean {
  return state !== 'closed';
}

type Asked = { readonly connector: string; readonly items: readonly string[]; readonly patrons: readonly string[] };

/** Messages about a copy that the system took. */
export async function toldOf(tx: ReadTx, { connector, items, patrons }: Asked): Promise<readonly OwnTold[]> {
  const stored = await tx.db
    .selectFrom('connector_act')
    .selectAll()
    .where('connector', '=', connector)
    .where(tx.anyOf('item_id', items))
    .where('state', 'in', TAKEN_STATES)
    .where('told_at', 'is not', null)
    .execute();
  const rows = stored.map(toOutboxRow);
  const returns = rows.flatMap(({ kind, act }) => (kind === 'checkin' ? [act] : []));
  const acts = await readRows(tx, 'event', returns);
  const loans = await readRowsBy(tx, 'loan', { column: 'item_id', values: items });
  return rows.flatMap((row): OwnTold[] => {
    const kind = kindOf(row);
    if (kind === null || row.toldAt === null) return [];
    const act = [...acts.values()].find(({ id }) => id === row.act);
    const at = (act?.kind === 'checkin' ? act.returnedAt : null) ?? row.at;
    const isOfPatron =
      kind === 'checkin'
        ? loans.some(({ patronId, state, inAt }) => state === 'closed' && inAt === at && patrons.includes(patronId))
        : row.patron !== null && patrons.includes(row.patron);
    const { askedAt = row.toldAt, loan = null } = row.body;
    return [{ kind, isOfPatron, at, askedAt, toldAt: row.toldAt, loan }];
  });
}

/** An undone loan, and one that a person settled, were sent as check-ins. */
function kindOf({ kind, part }: OutboxRow): OwnTold['kind'] | null {
  if (part === 0) return 'checkin';
  if (kind === 'checkout' || kind === 'renew' || kind === 'checkin') return kind;
  return kind === 'undo' || kind === 'resolveItem' ? 'checkin' : null;
}

type Moved = { readonly item: Item; readonly here: Loan; readonly movedTo: Instant };

/** Staff there gave the loan another date: a person has to know of it, unless it is the date here. */
async function sayMoved(
  { tx, changes, connector, zone, clockThere }: LearnWork,
  { item, here, movedTo }: Moved,
): Promise<void> {
  const isSame = isSameDue(movedTo, here.dueAt, clockThere);
  const about = { connector, item: item.id, loan: here, zone };
  await noteDateThere({ tx, changes }, about, isSame ? null : movedTo);
}
