// The rows of the server, for `holdfast inspect`: one plain object a row, instants as ISO 8601 in UTC, items by barcode, patrons by primary card.
// Public: names and meanings of the fields stay.

import { sql, type Expression, type SqlBool } from 'kysely';
import { formatInstant, type Instant } from '../../shared/core/instant.ts';
import { sayException } from '../../shared/circ/say-exception.ts';
import { feeIdOf } from '../../shared/circ/model/fee.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import type { Row, RowKind } from '../../shared/wire/rows.ts';
import { parseRow, STATE_TABLES } from '../store/state-tables.ts';
import type { ReadTx, Store } from '../store/store.ts';
import { inspectCommands } from './inspect-commands.ts';
import { readHeldActs } from './held-acts.ts';
import { inspectNightGrants } from './inspect-night-grants.ts';
import { inspectPhoneCodes } from './inspect-phone-codes.ts';
import type { Allowed, InspectedRow } from './inspected-row.ts';
import { inspectShifts } from './inspect-shifts.ts';
import { loadNames, type Named, type Names } from './row-names.ts';

export const INSPECTED = [
  'loans',
  'items',
  'patrons',
  'holds',
  'fees',
  'payments',
  'commands',
  'held',
  'exceptions',
  'shifts',
  'night-grants',
  'phone-codes',
] as const;
export type Inspected = (typeof INSPECTED)[number];

export type InspectOptions = {
  /** Barcode. */
  readonly item?: string;
  /** Card, any of the patron's. */
  readonly patron?: string;
  /** Also ended ones: closed loans, filled holds, settled fees, ended exceptions, closed shifts. */
  readonly all?: boolean;
};

const PAGE = 500;

/** The rows of a kind, page by page, each page of one moment. */
export async function* inspect(
  store: Store,
  what: Inspected,
  options: InspectOptions = {},
): AsyncGenerator<InspectedRow> {
  const allowed = await store.read((tx) => allow(tx, options));
  if (what === 'commands') return yield* inspectCommands(store, allowed);
  if (what === 'held') return yield* inspectHeld(store);
  if (what === 'night-grants') return yield* inspectNightGrants(store);
  if (what === 'phone-codes') return yield* inspectPhoneCodes(store);
  if (what === 'shifts') return yield* inspectShifts(store, options.all ?? false);
  yield* viewOf(what)(store, { allowed, all: options.all ?? false });
}

async function allow(tx: ReadTx, { item, patron }: InspectOptions): Promise<Allowed> {
  const items =
    item === undefined ? null : await tx.db.selectFrom('item').select('id').where('barcode', '=', item).execute();
  const cards =
    patron === undefined
      ? null
      : await tx.db.selectFrom('patron_card').select('patron_id').where('card', '=', patron).execute();
  return { items: items?.map((row) => row.id) ?? null, patrons: cards?.map((row) => row.patron_id) ?? null };
}

type View<K extends RowKind> = {
  readonly kind: K;
  /** Columns by which the filters work; null = the kind has no such thing. */
  readonly itemColumn: string | null;
  readonly patronColumn: string | null;
  /** Which rows are of this view at all, and which of them are still open. */
  readonly only?: Expression<SqlBool>;
  readonly open?: Expression<SqlBool>;
  readonly names: (row: Row<K>) => Named;
  readonly show: (row: Row<K>, names: Names) => InspectedRow;
};

async function* pages<K extends RowKind>(
  store: Store,
  view: View<K>,
  { allowed, all }: Asked,
): AsyncGenerator<InspectedRow> {
  const table = sql.table(STATE_TABLES[view.kind].table);
  for (let from = ''; ;) {
    const page = await store.read(async (tx) => {
      const conditions = [
        sql<SqlBool>`id > ${from}`,
        ...(view.only === undefined ? [] : [view.only]),
        ...(all || view.open === undefined ? [] : [view.open]),
        ...filter(tx, view.itemColumn, allowed.items),
        ...filter(tx, view.patronColumn, allowed.patrons),
      ];
      const { rows } = await sql<{ id: string; body: string }>`
        select id, body from ${table} where ${sql.join(conditions, sql` and `)} order by id limit ${sql.lit(PAGE)}`.execute(
        tx.db,
      );
      const parsed = rows.map((row) => parseRow(view.kind, row.body));
      const names = await loadNames(tx, parsed.map(view.names));
      return { last: rows.at(-1)?.id, shown: parsed.map((row) => view.show(row, names)) };
    });
    yield* page.shown;
    if (page.last === undefined || page.shown.length < PAGE) return;
    from = page.last;
  }
}

/** A kind without the column has nothing that the filter allows. */
function filter(tx: ReadTx, column: string | null, ids: readonly string[] | null): Expression<SqlBool>[] {
  if (ids === null) return [];
  return [column === null ? sql<SqlBool>`1 = 0` : tx.anyOf(column, ids)];
}

const iso = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
/** A field that is only there when it has a value. */
const maybe = (name: string, value: unknown): InspectedRow =>
  value === null || value === undefined ? {} : { [name]: value };

const loans: View<'loan'> = {
  kind: 'loan',
  itemColumn: 'item_id',
  patronColumn: 'patron_id',
  open: sql<SqlBool>`state != 'closed'`,
  names: (loan) => ({ items: [loan.itemId], patrons: [loan.patronId] }),
  show: (loan, names) => ({
    loanId: loan.id,
    item: names.barcode(loan.itemId),
    patron: names.card(loan.patronId),
    branch: loan.branch,
    outAt: iso(loan.outAt),
    dueAt: iso(loan.dueAt),
    inAt: iso(loan.inAt),
    renewals: loan.renewals,
    state: loan.state,
    ...maybe('how', loan.how),
  }),
};

const items: View<'item'> = {
  kind: 'item',
  itemColumn: 'id',
  patronColumn: null,
  names: (item) => ({ loans: [item.state.loan] }),
  show: (item, names) => ({
    barcode: item.barcode,
    status: item.state.status,
    branch: item.state.branch,
    location: item.location,
    ...maybe('holder', names.holder(item.state.loan)),
  }),
};

const patrons: View<'patron'> = {
  kind: 'patron',
  itemColumn: null,
  patronColumn: 'id',
  names: () => ({}),
  show: (patron) => ({
    card: cardOf(patron),
    name: [patron.name.family, [patron.name.chosen ?? patron.name.given, patron.name.middle].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    group: patron.groupName,
    branch: patron.home,
    expiresOn: iso(patron.expiresAt),
    blocks: patron.blocks.map((block) => block.kind),
  }),
};

const holds: View<'hold'> = {
  kind: 'hold',
  itemColumn: null,
  patronColumn: 'patron_id',
  open: sql<SqlBool>`state in ('waiting', 'captured')`,
  names: (hold) => ({ items: [hold.capturedItem ?? hold.itemId], patrons: [hold.patronId], titles: [hold.titleId] }),
  show: (hold, names) => ({
    holdId: hold.id,
    patron: names.card(hold.patronId),
    title: names.title(hold.titleId),
    ...maybe('item', names.barcode(hold.capturedItem ?? hold.itemId)),
    pickup: hold.pickup,
    state: hold.state,
    position: hold.position,
  }),
};

const fees: View<'fee'> = {
  kind: 'fee',
  itemColumn: 'item_id',
  patronColumn: 'patron_id',
  open: sql<SqlBool>`outstanding_minor > 0`,
  names: (fee) => ({ items: [fee.itemId], patrons: [fee.patronId] }),
  show: (fee, names) => ({
    feeId: fee.id,
    patron: names.card(fee.patronId),
    ...maybe('item', names.barcode(fee.itemId)),
    kind: fee.kind,
    amountMinor: fee.amountMinor,
    outstandingMinor: fee.outstandingMinor,
    settled: fee.outstandingMinor === 0,
    at: iso(fee.at),
  }),
};

const payments: View<'event'> = {
  kind: 'event',
  itemColumn: null,
  patronColumn: 'payer_id',
  only: sql<SqlBool>`kind = 'pay'`,
  names: (act) => ({ patrons: ['patronId' in act ? act.patronId : null], payments: [act.id] }),
  show: (act, names) =>
    act.kind !== 'pay'
      ? {}
      : {
          paymentId: act.id,
          patron: names.card(act.patronId),
          amountMinor: act.amountMinor,
          method: names.method(act.id),
          allocation: act.lines.map((line) => ({
            feeId: feeIdOf(line.fee),
            amountMinor: line.amountMinor,
            settles: line.settles,
          })),
          desk: act.desk,
          at: iso(act.at),
        },
};

const exceptions: View<'exception'> = {
  kind: 'exception',
  itemColumn: 'item_id',
  patronColumn: 'patron_id',
  open: sql<SqlBool>`state = 'open'`,
  names: (exception) => ({ items: [exception.itemId], patrons: [exception.patronId] }),
  show: (exception, names) => {
    const saying = { language: 'en', now: exception.at } as const;
    return {
      exceptionId: exception.id,
      code: exception.code,
      weight: exception.weight,
      state: exception.state,
      branch: exception.branch,
      ...maybe('item', names.barcode(exception.itemId)),
      ...maybe('patron', names.card(exception.patronId)),
      at: iso(exception.at),
      ...sayException(saying, exception),
      ...maybe('asOf', exception.params['asOf']),
    };
  },
};

type Asked = { readonly allowed: Allowed; readonly all: boolean };
type Pages = (store: Store, asked: Asked) => AsyncGenerator<InspectedRow>;

/** How each kind is shown; commands, shifts, night grants and codes by phone have files of their own. */
function viewOf(what: Exclude<Inspected, 'commands' | 'held' | 'shifts' | 'night-grants' | 'phone-codes'>): Pages {
  const of =
    <K extends RowKind>(view: View<K>): Pages =>
    (store, asked) =>
      pages(store, view, asked);
  return {
    loans: of(loans),
    items: of(items),
    patrons: of(patrons),
    holds: of(holds),
    fees: of(fees),
    payments: of(payments),
    exceptions: of(exceptions),
  }[what];
}

/** Held acts are few: a person looks at each. */
const MOST = 100_000;

/** Acts that are held, before a person lets them go. */
async function* inspectHeld(store: Store): AsyncGenerator<InspectedRow> {
  const { acts } = await store.read((tx) => readHeldActs(tx, null, MOST));
  for (const { stream, seq, deskId, act } of acts) {
    const { at, lacks, codes, ...told } = act;
    yield { deskId, stream, seq, ...told, effectiveAt: formatInstant(at), codes, mayBeReleased: lacks === null, lacks };
  }
}
