// The rows of each list for the whole library, or for one of its branches: one query for each list that a library has.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { isItemAct } from '../../shared/circ/act-kinds.ts';
import type { AwayStatus } from '../../shared/circ/model/item.ts';
import { missingRows, transitRows, type AwaySource } from '../../shared/lists/away-items.ts';
import { assignedTo } from '../../shared/circ/exception-work.ts';
import { shownStatus } from '../../shared/circ/model/mark.ts';
import { isDueToExpire } from '../../shared/circ/model/hold.ts';
import { cardOf, type Patron } from '../../shared/circ/model/patron.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import type { CopyRow, TitleHoldRow } from '../../shared/lists/title-lists.ts';
import { holdLabel } from '../../shared/circ/patron-name.ts';
import type { ReportDocument, ReportHead } from '../../shared/reports/document.ts';
import { LISTS, type ListName, type RowOf } from '../../shared/lists/all.ts';
import type { AnyList } from '../../shared/lists/define-list.ts';
import { groupOf } from '../../shared/lists/worklist-group.ts';
import { pullRows, shelfRows, waitingRows, type HoldSource } from '../../shared/lists/hold-rows.ts';
import { listDocument } from '../../shared/lists/say-list.ts';
import type { HoldRow } from '../../shared/lists/holds.ts';
import type { FeeRow, LoanRow, PatronHoldRow } from '../../shared/lists/patron-lists.ts';
import type { LateRow } from '../../shared/lists/late-equipment.ts';
import type { ExceptionRow } from '../../shared/lists/exceptions.ts';
import { readAllRows, readRows, readRowsBy } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadStore, ReadTx } from '../store/store.ts';
import { libraryPlace, staffNames } from '../reports/library-names.ts';
import { libraryCoverage } from '../reports/library-source.ts';
import { libraryAccountRows } from './account-rows.ts';
import { createReferences } from '../timeline/references.ts';

type Asked = {
  readonly tx: ReadTx;
  readonly now: Instant;
  readonly zone: string;
  /** The branch that was named; null = all of them. */
  readonly branch: BranchId | null;
  /** Throws HF-PATRON-001 where no card was named, or nobody has it. */
  readonly patron: () => Promise<Patron>;
  /** Throws HF-CIRC-126 likewise. */
  readonly title: () => Promise<Title>;
};
type Query<N extends ListName> = (asked: Asked) => Promise<readonly RowOf<N>[]>;

/** Null: a list of one desk alone. */
const QUERIES: { readonly [N in ListName]: Query<N> | null } = {
  exceptions: openExceptions,
  'pull-list': (asked) => holdRows(asked, pullRows),
  'hold-shelf': (asked) => holdRows(asked, shelfRows),
  'expired-holds': async (asked) => (await holdRows(asked, shelfRows)).filter(({ dueToExpire }) => dueToExpire),
  'waiting-holds': (asked) => holdRows(asked, waitingRows),
  'late-equipment': lateEquipment,
  missing: async (asked) => missingRows(await awayState(asked, 'missing'), asked.branch),
  'in-transit': async (asked) => transitRows(await awayState(asked, 'in-transit'), asked.branch),
  'waiting-acts': null,
  'title-items': copiesOfTitle,
  'title-holds': holdsOfTitle,
  'patron-loans': loansOfPatron,
  'patron-holds': holdsOfPatron,
  'patron-fees': feesOfPatron,
  'patron-history': null,
  'patron-account': async ({ tx, patron }) => libraryAccountRows(tx, await patron()),
};

/** Whether a list is kept for the whole library, and not by one desk alone. */
export function isLibraryList(list: ListName): boolean {
  return QUERIES[list] !== null;
}

/** What a list is asked for: the card of a patron, or a branch; null = of the whole library. */
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
    const { library, currency } = place;
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
    const manner = { saying: { language: 'en', now }, zone, currency } as const;
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

async function titleOf(tx: ReadTx, id: string | null): Promise<Title> {
  const title = (await readRows(tx, 'title', [id ?? ''])).get(id ?? '');
  if (title === undefined) throw new HoldfastError('HF-CIRC-126');
  return title;
}

type RowsOfBranch = (source: HoldSource, branch: BranchId, now: Instant) => HoldRow[];

async function holdRows({ tx, branch, now }: Asked, rowsOf: RowsOfBranch): Promise<HoldRow[]> {
  const { source, branches } = await heldState(tx);
  const asked = branch === null ? branches : [branch];
  return asked.flatMap((one) => rowsOf(source, one, now));
}

/** Every live hold with what it is about. */
async function heldState(tx: ReadTx): Promise<{ readonly source: HoldSource; readonly branches: readonly BranchId[] }> {
  const holds = await readRowsBy(tx, 'hold', { column: 'state', values: ['waiting', 'captured'] });
  const titleIds = new Set(holds.map(({ titleId }) => titleId));
  const items = await readRowsBy(tx, 'item', { column: 'title_id', values: titleIds });
  const itemsById = new Map(items.map((item) => [item.id, item]));
  const itemsByTitle = Map.groupBy(items, ({ titleId }) => titleId);
  const inPlace = holds.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const byTitle = Map.groupBy(inPlace, ({ titleId }) => titleId);
  const byPickup = Map.groupBy(holds, ({ pickup }) => pickup);
  const titles = await readRows(tx, 'title', titleIds);
  const patrons = await readRows(tx, 'patron', new Set(holds.map(({ patronId }) => patronId)));
  const branches = await readAllRows(tx, 'branch');
  const names = new Map(branches.map(({ id, name }) => [id, name]));
  const locations = new Map((await readAllRows(tx, 'location')).map((location) => [location.id, location]));
  return {
    branches: branches.map(({ id }) => id),
    source: {
      heldTitles: () => [...titleIds],
      holdsOfTitle: (id) => byTitle.get(id) ?? [],
      holdsForPickup: (id) => byPickup.get(id) ?? [],
      itemsOfTitle: (id) => itemsByTitle.get(id) ?? [],
      item: (id) => itemsById.get(id) ?? null,
      title: (id) => titles.get(id) ?? null,
      patron: (id) => patrons.get(id) ?? null,
      location: (id) => (id === null ? null : (locations.get(id) ?? null)),
      branchName: (id) => names.get(id) ?? id,
      isPendingHold: () => false,
    },
  };
}

/** Every copy in a status with what it is about. */
async function awayState({ tx }: Asked, status: AwayStatus): Promise<AwaySource> {
  const items = await readRowsBy(tx, 'item', { column: 'away', values: [status] });
  const titles = await readRows(tx, 'title', new Set(items.map(({ titleId }) => titleId)));
  const acts = (await readRowsBy(tx, 'event', { column: 'item_id', values: items.map(({ id }) => id) })).filter(
    isItemAct,
  );
  const actsOf = Map.groupBy(acts, ({ itemId }) => itemId);
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  const locations = new Map((await readAllRows(tx, 'location')).map((location) => [location.id, location]));
  return {
    itemsAway: () => items,
    title: (id) => titles.get(id) ?? null,
    location: (id) => (id === null ? null : (locations.get(id) ?? null)),
    branchName: (id) => names.get(id) ?? id,
    actsOfItem: (id) => actsOf.get(id) ?? [],
  };
}

async function openExceptions({ tx, branch }: Asked): Promise<ExceptionRow[]> {
  const all = await readRowsBy(tx, 'exception', { column: 'state', values: ['open'] });
  const open = all.filter((one) => one.weight !== 'note' && (branch === null || (one.branch ?? branch) === branch));
  const items = await readRows(tx, 'item', new Set(open.flatMap(({ itemId }) => itemId ?? [])));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  const staffName = await staffNames(tx);
  return open.map((exception) => {
    const { id, code, params, weight, at, itemId, work } = exception;
    const item = itemId === null ? null : (items.get(itemId) ?? null);
    return {
      exceptionId: id,
      code,
      params,
      weight,
      group: groupOf(exception, item),
      at,
      title: item === null ? null : (titles.get(item.titleId)?.title ?? item.barcode),
      barcode: item?.barcode ?? null,
      callNumber: item?.callNumber ?? null,
      branchName: exception.branch === null ? null : (names.get(exception.branch) ?? exception.branch),
      assigned: staffName(assignedTo(work)),
    };
  });
}

async function loansOfPatron({ tx, now, zone, patron }: Asked): Promise<LoanRow[]> {
  const { id } = await patron();
  const loans = await readRowsBy(tx, 'loan', { column: 'patron_id', values: [id] });
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]));
  const policies = await createReferences().policies(tx, new Set(loans.map(({ policyHash }) => policyHash)));
  return loans.flatMap((loan) => {
    const item = items.get(loan.itemId);
    if (item === undefined || loan.state === 'closed') return [];
    const title = titles.get(item.titleId);
    const { id: loanId, state, outAt, dueAt, renewals, recalled, branch } = loan;
    return [
      {
        loanId,
        state,
        outAt,
        dueAt,
        renewals,
        recalled,
        titleId: item.titleId,
        barcode: item.barcode,
        title: title?.title ?? item.barcode,
        author: title?.author ?? null,
        grain: policies.get(loan.policyHash)?.grain ?? 'day',
        zone: (branch === null ? null : branches.get(branch)?.zone) ?? zone,
        overdue: state === 'open' && dueAt < now,
        pending: false,
      },
    ];
  });
}

async function holdsOfPatron({ tx, now, patron: askedFor }: Asked): Promise<PatronHoldRow[]> {
  const patron = await askedFor();
  const all = await readRowsBy(tx, 'hold', { column: 'patron_id', values: [patron.id] });
  const holds = all.filter(({ state }) => state === 'waiting' || state === 'captured');
  const items = await readRows(tx, 'item', new Set(holds.flatMap(({ capturedItem }) => capturedItem ?? [])));
  const titles = await readRows(tx, 'title', new Set(holds.map(({ titleId }) => titleId)));
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  return holds.map((hold) => {
    const item = hold.capturedItem === null ? null : (items.get(hold.capturedItem) ?? null);
    const isCaptured = hold.state === 'captured';
    const isOnShelf = item?.state.status === 'on-hold-shelf';
    return {
      holdId: hold.id,
      titleId: hold.titleId,
      title: titles.get(hold.titleId)?.title ?? '',
      author: titles.get(hold.titleId)?.author ?? null,
      state: isCaptured ? 'captured' : 'waiting',
      pickupName: names.get(hold.pickup) ?? hold.pickup,
      position: hold.position,
      placedAt: hold.placedAt,
      shelfUntil: hold.shelfUntil ?? null,
      suspended: hold.suspended,
      // The library is at no branch: what stands on a shelf stands where it is picked up.
      copyIs: isCaptured ? (isOnShelf ? 'here' : 'on-the-way') : null,
      label: isCaptured ? holdLabel(patron) : null,
      barcode: item?.barcode ?? null,
      dueToExpire: isDueToExpire(hold, now),
    };
  });
}

async function feesOfPatron({ tx, patron }: Asked): Promise<FeeRow[]> {
  const { id } = await patron();
  const all = await readRowsBy(tx, 'fee', { column: 'patron_id', values: [id] });
  const fees = all.filter(({ outstandingMinor }) => outstandingMinor > 0);
  const items = await readRows(tx, 'item', new Set(fees.flatMap(({ itemId }) => itemId ?? [])));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  return fees.map(({ id: feeId, kind, charge, at, amountMinor, outstandingMinor, itemId }) => {
    const item = itemId === null ? undefined : items.get(itemId);
    return {
      feeId,
      kind,
      charge: charge ?? null,
      barcode: item?.barcode ?? null,
      title: item === undefined ? null : (titles.get(item.titleId)?.title ?? null),
      at,
      amountMinor,
      outstandingMinor,
      // A fine that grows has no row before it is paid or the item is back.
      growing: false,
    };
  });
}

async function copiesOfTitle({ tx, now, zone, title: askedFor }: Asked): Promise<CopyRow[]> {
  const title = await askedFor();
  const items = await readRowsBy(tx, 'item', { column: 'title_id', values: [title.id] });
  const loans = await readRows(tx, 'loan', new Set(items.flatMap(({ state }) => state.loan ?? [])));
  const policies = await createReferences().policies(tx, new Set([...loans.values()].map((one) => one.policyHash)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((branch) => [branch.id, branch]));
  const locations = new Map((await readAllRows(tx, 'location')).map(({ id, name }) => [id, name]));
  return items.map((item) => {
    const loan = item.state.loan === null ? undefined : loans.get(item.state.loan);
    const lender = loan === undefined || loan.branch === null ? undefined : branches.get(loan.branch);
    return {
      itemId: item.id,
      titleId: title.id,
      title: title.title,
      barcode: item.barcode,
      callNumber: item.callNumber,
      status: shownStatus(item.state),
      branchName: branches.get(item.state.branch)?.name ?? item.state.branch,
      location: item.location === null ? null : (locations.get(item.location) ?? null),
      kind: item.kind,
      due:
        loan === undefined
          ? null
          : { dueAt: loan.dueAt, grain: policies.get(loan.policyHash)?.grain ?? 'day', zone: lender?.zone ?? zone },
      isOverdue: loan?.state === 'open' && loan.dueAt < now,
    };
  });
}

async function holdsOfTitle({ tx, title: askedFor }: Asked): Promise<TitleHoldRow[]> {
  const title = await askedFor();
  const all = await readRowsBy(tx, 'hold', { column: 'title_id', values: [title.id] });
  const holds = all.filter(({ state }) => state === 'waiting' || state === 'captured');
  const patrons = await readRows(tx, 'patron', new Set(holds.map(({ patronId }) => patronId)));
  const names = new Map((await readAllRows(tx, 'branch')).map(({ id, name }) => [id, name]));
  return holds.map((hold) => {
    const patron = patrons.get(hold.patronId);
    return {
      holdId: hold.id,
      patronId: hold.patronId,
      titleId: title.id,
      title: title.title,
      position: hold.position,
      card: patron === undefined ? '' : cardOf(patron),
      label: patron === undefined ? '' : holdLabel(patron),
      pickupName: names.get(hold.pickup) ?? hold.pickup,
      placedAt: hold.placedAt,
      state: hold.state === 'captured' ? 'captured' : 'waiting',
      suspended: hold.suspended,
    };
  });
}

async function lateEquipment({ tx, now, zone, branch }: Asked): Promise<LateRow[]> {
  const rows = await tx.db
    .selectFrom('loan')
    .select('body')
    .where('state', '=', 'open')
    .where('due_at', '<', now)
    .execute();
  const overdue = rows.map(({ body }) => parseRow('loan', body));
  const policies = await createReferences().policies(tx, new Set(overdue.map(({ policyHash }) => policyHash)));
  const loans = overdue.filter(({ policyHash }) => policies.get(policyHash)?.grain === 'time');
  const items = await readRows(tx, 'item', new Set(loans.map(({ itemId }) => itemId)));
  const titles = await readRows(tx, 'title', new Set([...items.values()].map(({ titleId }) => titleId)));
  const patrons = await readRows(tx, 'patron', new Set(loans.map(({ patronId }) => patronId)));
  const branches = new Map((await readAllRows(tx, 'branch')).map((one) => [one.id, one]));
  return loans.flatMap((loan) => {
    const item = items.get(loan.itemId);
    if (item === undefined) return [];
    const lender = loan.branch ?? item.home;
    if (branch !== null && lender !== branch) return [];
    const patron = patrons.get(loan.patronId);
    return [
      {
        itemId: item.id,
        title: titles.get(item.titleId)?.title ?? item.barcode,
        barcode: item.barcode,
        dueAt: loan.dueAt,
        zone: branches.get(lender)?.zone ?? zone,
        card: patron === undefined ? '' : cardOf(patron),
        label: patron === undefined ? '' : holdLabel(patron),
        branchName: branches.get(lender)?.name ?? lender,
      },
    ];
  });
}
