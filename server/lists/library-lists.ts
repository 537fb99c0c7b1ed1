// The rows of each list for the whole library, or for one of its branches: one query for each list that a library has.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { BranchId, ItemId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Course } from '../../shared/circ/model/course.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import { transitRows } from '../../shared/lists/away-items.ts';
import { isLossToReplace, lossToReview, reviewRows, toReplaceRows } from '../../shared/lists/replacement-review.ts';
import { assignedTo } from '../../shared/circ/exception-work.ts';
import type { Hold } from '../../shared/circ/model/hold.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { copyRows, titleHoldRows, type CopyRow, type TitleHoldRow } from '../../shared/lists/title-lists.ts';
import type { ReportDocument, ReportHead } from '../../shared/reports/document.ts';
import { LISTS, type ListName, type RowOf } from '../../shared/lists/all.ts';
import type { AnyList } from '../../shared/lists/define-list.ts';
import { groupOf } from '../../shared/lists/worklist-group.ts';
import {
  expiredRows,
  pullRows,
  shelfRows,
  STRAY_CODES,
  trapOf,
  waitingRows,
  type HoldSource,
  type StrayTrap,
} from '../../shared/lists/hold-rows.ts';
import { listDocument } from '../../shared/lists/say-list.ts';
import type { HoldRow } from '../../shared/lists/holds.ts';
import {
  feeRows,
  loanRows,
  patronHoldRows,
  type FeeRow,
  type LoanRow,
  type PatronHoldRow,
} from '../../shared/lists/patron-lists.ts';
import { provisionalRows, type ProvisionalSource } from '../../shared/lists/provisional-items.ts';
import { copiesOfCourse, processingRows, pullRows as reservePullRows } from '../../shared/lists/reserve-lists.ts';
import { lateRows, type LateRow } from '../../shared/lists/late-equipment.ts';
import type { ExceptionRow } from '../../shared/lists/exceptions.ts';
import { NOTICE_STATES_TO_WORK, type Notice } from '../../shared/circ/model/notice.ts';
import { callRows, type CallRow } from '../../shared/lists/patrons-to-call.ts';
import { titleOf } from './title-of.ts';
import { deskReadinessOf, staffLessonsOf } from './log-lists.ts';
import { libraryNotices, libraryNoticesWaiting } from './library-notices.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { libraryPlace, staffNames } from '../reports/library-names.ts';
import { libraryCoverage } from '../reports/library-source.ts';
import { libraryBills, libraryProvisionalAccounts } from './account-lists.ts';
import { libraryDuplicates } from './duplicates.ts';
import { bookingsOfPatron, libraryEquipment } from './booking-lists.ts';
import { libraryAccountRows } from './account-rows.ts';
import { copiesToInspect } from './inspect-list.ts';
import { borrowedCopies, lentCopies } from './interlibrary-lists.ts';
import { courseOf, coursesOfTitle, readingsOfCourse, reserveState } from './course-lists.ts';
import { awayState, missingAndFound, missingCopies } from './missing-lists.ts';
import { rowSource } from './row-source.ts';

type Asked = {
  readonly tx: ReadTx;
  readonly now: Instant;
  readonly zone: string;
  /** The branch that was named; null = all of them. */
  readonly branch: BranchId | null;
  /** Throws HF-PATRON-001 where no card was named, or the card is unknown. */
  readonly patron: () => Promise<Patron>;
  /** Throws HF-CIRC-126 likewise. */
  readonly title: () => Promise<Title>;
  /** Throws HF-CIRC-290 likewise. */
  readonly course: () => Promise<Course>;
};
type Query<N extends ListName> = (asked: Asked) => Promise<readonly RowOf<N>[]>;

/** Null: a list of one desk alone. */
const QUERIES: { readonly [N in ListName]: Query<N> | null } = {
  exceptions: openExceptions,
  'pull-list': (asked) => holdRows(asked, pullRows),
  'hold-shelf': (asked) => holdRows(asked, shelfRows),
  'expired-holds': (asked) => holdRows(asked, expiredRows),
  'waiting-holds': (asked) => holdRows(asked, waitingRows),
  'late-equipment': lateEquipment,
  'to-inspect': copiesToInspect,
  'equipment-bookings': libraryEquipment,
  'patron-bookings': bookingsOfPatron,
  missing: missingAndFound,
  'replacement-review': (asked) => missingCopies(asked, reviewRows, lossToReview(asked.now)),
  'to-replace': (asked) => missingCopies(asked, toReplaceRows, isLossToReplace),
  'in-transit': async (asked) => transitRows(await awayState(asked, 'in-transit'), asked.branch),
  'reserves-processing': async (asked) => processingRows(await reserveState(asked.tx), asked),
  'reserves-to-pull': async (asked) => reservePullRows(await reserveState(asked.tx), asked),
  'course-readings': readingsOfCourse,
  'course-copies': async (asked) => copiesOfCourse(await reserveState(asked.tx), (await asked.course()).id, asked),
  'course-history': null,
  'title-courses': coursesOfTitle,
  'ill-borrowed': borrowedCopies,
  'ill-lent': lentCopies,
  'provisional-items': async (asked) => provisionalRows(await provisionalState(asked), asked.branch),
  'provisional-accounts': ({ tx, branch }) => libraryProvisionalAccounts(tx, branch),
  'possible-duplicates': ({ tx, branch }) => libraryDuplicates(tx, branch),
  'bills-waiting': ({ tx, branch }) => libraryBills(tx, branch),
  notices: (asked) => libraryNotices(asked.tx, { column: 'state', values: NOTICE_STATES_TO_WORK }, asked),
  'notices-waiting': (asked) => libraryNoticesWaiting(asked.tx, asked),
  'patrons-to-call': patronsToCall,
  'waiting-acts': null,
  'desk-readiness': deskReadinessOf,
  'staff-lessons': staffLessonsOf,
  'item-history': null,
  carts: null,
  inventories: null,
  'inventory-report': null,
  'shelf-missing': null,
  'title-items': copiesOfTitle,
  'title-holds': holdsOfTitle,
  'patron-loans': loansOfPatron,
  'patron-holds': holdsOfPatron,
  'patron-fees': feesOfPatron,
  'patron-notices': async ({ tx, patron, now }) =>
    libraryNotices(tx, { column: 'patron_id', values: [(await patron()).id] }, { branch: null, now }),
  'patron-history': null,
  'patron-account': async ({ tx, patron }) => libraryAccountRows(tx, await patron()),
};

/** Whether a list is kept for the whole library, and not by one desk alone. */
export const isLibraryList = (list: ListName): boolean => QUERIES[list] !== null;

/** Subject of a list: the card of a patron, or a branch; null = the whole library. */
export type LibraryListQuestion<N extends ListName = ListName> = {
  readonly list: N;
  readonly of: string | null;
  readonly now: Instant;
  readonly madeBy: ReportHead['madeBy'];
};

/** A list as a document, for its files. Throws HF-PATRON-001, HF-PATRON-005 for a branch that is not there, and HF-UI-125. */
export function libraryListDocument<N extends ListName>(
  store: ReadStore,
  { list, of, now, madeBy }: LibraryListQuestion<N>,
): Promise<ReportDocument> {
  return store.readLong(async (tx) => {
    const query: Query<N> | null = QUERIES[list];
    if (query === null) throw new HoldfastError('HF-UI-125', { list });
    const place = await libraryPlace(tx);
    const { library, currency, reservesName } = place;
    const branches = await readAllRows(tx, 'branch');
    const branch = branches.find(({ id, name }) => id === of || name === of) ?? null;
    const { of: subject }: AnyList = LISTS[list];
    if (subject === 'branch' && of !== null && branch === null) throw new HoldfastError('HF-PATRON-005');
    const zone = branch?.zone ?? place.zone;
    const rows = await query({
      tx,
      now,
      zone,
      branch: branch?.id ?? null,
      patron: () => patronOf(tx, of),
      title: () => titleOf(tx, of),
      course: () => courseOf(tx, of),
    });
    const head: ReportHead = {
      library,
      branch: branch?.name ?? null,
      zone,
      period: { from: now, to: now },
      madeBy,
      madeAt: now,
      audience: 'internal',
    };
    const manner = { saying: { language: 'en', now }, zone, currency, reservesName } as const;
    return listDocument(list, { rows }, { head, manner, coverage: await libraryCoverage(tx, now) });
  });
}

async function patronOf(tx: ReadTx, card: string | null): Promise<Patron> {
  const rows = await tx.db
    .selectFrom('patron_card')
    .select('patron_id')
    .where('card', '=', card ?? '')
    .orderBy('active', 'desc')
    .execute();
  const id = rows[0]?.patron_id ?? '';
  const patron = (await readRows(tx, 'patron', [id])).get(id);
  if (patron === undefined) throw new HoldfastError('HF-PATRON-001');
  return patron;
}

type RowsOfBranch = (source: HoldSource, branch: BranchId, now: Instant) => HoldRow[];

async function holdRows({ tx, branch, now }: Asked, rowsOf: RowsOfBranch): Promise<HoldRow[]> {
  const source = await heldState(tx);
  const asked = branch === null ? (await readAllRows(tx, 'branch')).map(({ id }) => id) : [branch];
  return asked.flatMap((one) => rowsOf(source, one, now));
}

/** Every live hold with its related rows. */
async function heldState(tx: ReadTx): Promise<HoldSource> {
  const holds = await readRowsBy(tx, 'hold', { column: 'state', values: ['waiting', 'captured'] });
  const titles = new Set(holds.map(({ titleId }) => titleId));
  const strays = await strayCopies(tx);
  const stray = await readRows(tx, 'item', new Set(strays.map(({ itemId }) => itemId)));
  const held = await readRowsBy(tx, 'item', { column: 'title_id', values: titles });
  const items = [...new Map([...held, ...stray.values()].map((item) => [item.id, item])).values()];
  const inPlace = holds.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const byTitle = Map.groupBy(inPlace, ({ titleId }) => titleId);
  const byPickup = Map.groupBy(holds, ({ pickup }) => pickup);
  const itemsByTitle = Map.groupBy(items, ({ titleId }) => titleId);
  return {
    ...(await rowSource(tx, {
      items,
      titles,
      patrons: [...holds, ...strays.flatMap(({ hold }) => hold ?? [])].map(({ patronId }) => patronId),
    })),
    strayCopies: () => strays,
    heldTitles: () => [...titles],
    holdsOfTitle: (id) => byTitle.get(id) ?? [],
    holdsForPickup: (id) => byPickup.get(id) ?? [],
    itemsOfTitle: (id) => itemsByTitle.get(id) ?? [],
    isPendingHold: () => false,
  };
}

/** Copies on hold shelves without a hold, from open exceptions. */
async function strayCopies(tx: ReadTx): Promise<StrayTrap[]> {
  const open = await readRowsBy(tx, 'exception', { column: 'state', values: ['open'] });
  const strays = open.filter(({ code }) => STRAY_CODES.includes(code));
  const acts = await readRows(tx, 'event', new Set(strays.map(({ cause }) => cause)));
  const traps = strays.flatMap(({ itemId, cause }) => {
    const act = acts.get(cause);
    const trap = act === undefined ? null : trapOf(act);
    return itemId === null || trap === null ? [] : [{ itemId, trap }];
  });
  const holds = await readRows(tx, 'hold', new Set(traps.map(({ trap }) => trap.hold)));
  return traps.map(({ itemId, trap }) => ({ itemId, trap, hold: holds.get(trap.hold) ?? null }));
}

async function provisionalState({ tx }: Asked): Promise<ProvisionalSource> {
  const rows = await tx.db.selectFrom('item').select('body').where('provisional', '=', 1).execute();
  const items = rows.map(({ body }) => parseRow('item', body));
  return { ...(await rowSource(tx, { items })), provisionalItems: () => items };
}

async function openExceptions({ tx, branch }: Asked): Promise<ExceptionRow[]> {
  const all = await readRowsBy(tx, 'exception', { column: 'state', values: ['open'] });
  const open = all.filter((one) => one.weight !== 'note' && (branch === null || (one.branch ?? branch) === branch));
  const source = await rowSource(tx, { items: await itemsOf(tx, open) });
  const staffName = await staffNames(tx);
  return open.map((exception) => {
    const { id, code, params, weight, at, itemId, work } = exception;
    const item = itemId === null ? null : source.item(itemId);
    return {
      exceptionId: id,
      code,
      params,
      weight,
      group: groupOf(exception, item),
      at,
      title: item === null ? null : (source.title(item.titleId)?.title ?? item.barcode),
      barcode: item?.barcode ?? null,
      callNumber: item?.callNumber ?? null,
      branchName: exception.branch === null ? null : source.branchName(exception.branch),
      assigned: staffName(assignedTo(work)),
    };
  });
}

async function loansOfPatron({ tx, now, zone, patron }: Asked): Promise<LoanRow[]> {
  const { id } = await patron();
  const loans = await readRowsBy(tx, 'loan', { column: 'patron_id', values: [id] });
  const source = await rowSource(tx, { items: await itemsOf(tx, loans), loans });
  return loanRows(source, loans, { now, zone });
}

async function holdsOfPatron({ tx, now, patron: askedFor }: Asked): Promise<PatronHoldRow[]> {
  const patron = await askedFor();
  const holds = (await readRowsBy(tx, 'hold', { column: 'patron_id', values: [patron.id] })).filter(isLive);
  const items = await itemsOf(
    tx,
    holds.map(({ capturedItem }) => ({ itemId: capturedItem })),
  );
  const source = await rowSource(tx, { items, titles: holds.map(({ titleId }) => titleId) });
  return patronHoldRows(source, { patron, holds }, { now, branch: null });
}

async function feesOfPatron({ tx, patron }: Asked): Promise<FeeRow[]> {
  const { id } = await patron();
  const all = await readRowsBy(tx, 'fee', { column: 'patron_id', values: [id] });
  const fees = all.filter(({ outstandingMinor }) => outstandingMinor > 0);
  const source = await rowSource(tx, { items: await itemsOf(tx, fees) });
  // A fine that grows has no row before it is paid or the item is back.
  return feeRows(
    source,
    fees.map((fee) => ({ fee, isGrowing: false })),
  );
}

async function copiesOfTitle({ tx, now, zone, title: askedFor }: Asked): Promise<CopyRow[]> {
  const title = await askedFor();
  const items = await readRowsBy(tx, 'item', { column: 'title_id', values: [title.id] });
  const loans = await readRows(tx, 'loan', new Set(items.flatMap(({ state }) => state.loan ?? [])));
  const source = await rowSource(tx, { items, loans: loans.values() });
  const copies = items.map((item) => ({
    item,
    loan: item.state.loan === null ? null : (loans.get(item.state.loan) ?? null),
  }));
  return copyRows(source, copies, { now, zone });
}

async function holdsOfTitle({ tx, now, title: askedFor }: Asked): Promise<TitleHoldRow[]> {
  const title = await askedFor();
  const holds = (await readRowsBy(tx, 'hold', { column: 'title_id', values: [title.id] })).filter(isLive);
  const patrons = holds.map(({ patronId }) => patronId);
  return titleHoldRows(await rowSource(tx, { titles: [title.id], patrons }), holds, { now });
}

async function lateEquipment(asked: Asked): Promise<LateRow[]> {
  const { loans, source } = await lateByHour(asked);
  return lateRows(source, loans, asked);
}

async function patronsToCall(asked: Asked): Promise<CallRow[]> {
  const { tx } = asked;
  const notices = await readRowsBy(tx, 'notice', { column: 'state', values: NOTICE_STATES_TO_WORK });
  const { loans, source } = await lateByHour(asked, notices);
  return callRows(source, { notices, loans }, asked);
}

/** Overdue loans by the hour, and data that rows of them and of notices look up. */
async function lateByHour({ tx, now }: Asked, notices: readonly Notice[] = []) {
  const rows = await tx.db
    .selectFrom('loan')
    .select('body')
    .where('state', '=', 'open')
    .where('due_at', '<', now)
    .execute();
  const overdue = rows.map(({ body }) => parseRow('loan', body));
  const policies = await rowSource(tx, { loans: overdue });
  // Most overdue loans are of days: their borrowers are not read.
  const loans = overdue.filter(({ policyHash }) => policies.policy(policyHash)?.grain === 'time');
  const patrons = [...loans, ...notices].map(({ patronId }) => patronId);
  const titles = notices.flatMap(({ titleId }) => titleId ?? []);
  const source = await rowSource(tx, { items: await itemsOf(tx, [...loans, ...notices]), titles, patrons, loans });
  return { loans, source };
}

async function itemsOf(tx: ReadTx, rows: readonly { readonly itemId: ItemId | null }[]): Promise<Iterable<Item>> {
  return (await readRows(tx, 'item', new Set(rows.flatMap(({ itemId }) => itemId ?? [])))).values();
}

function isLive({ state }: Hold): boolean {
  return state === 'waiting' || state === 'captured';
}
