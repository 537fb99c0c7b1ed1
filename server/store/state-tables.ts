// Where the rows of each feed kind are kept, under which key, and which of their values have columns of their own.

import { valueOfText } from '../../shared/core/values-of-texts.ts';
import { isItemAct, isMoneyAct } from '../../shared/circ/act-kinds.ts';
import type { Act } from '../../shared/circ/acts.ts';
import { isBooked } from '../../shared/circ/model/booking.ts';
import { awayStatus } from '../../shared/circ/model/item.ts';
import { claimedOut } from '../../shared/circ/model/loan.ts';
import { lastPartBill } from '../../shared/circ/model/missing-part.ts';
import { holdEnd } from '../../shared/circ/model/hold.ts';
import { ROWS, type Row, type RowKind } from '../../shared/wire/rows.ts';
import type { BulkTable } from './table-keys.ts';
import type { SqlValue } from './tables.ts';

type StateTable<K extends RowKind> = {
  readonly table: Extract<BulkTable, StateTableName>;
  readonly key: (row: Row<K>) => string;
  /** Columns beside key, body and version. */
  readonly columns: (row: Row<K>) => Readonly<Record<string, SqlValue>>;
  /** The patron whose scopes a row shares; absent for rows that every desk gets. */
  readonly patronOf?: (row: Row<K>) => string;
  /** The branch whose system's desks get a row. */
  readonly branchOf?: (row: Row<K>) => string;
};

/** Tables of rows with `id`, `body` and `version`. */
export type StateTableName =
  | 'library'
  | 'branch'
  | 'location'
  | 'rule_set'
  | 'rule_activation'
  | 'policy'
  | 'staff_mark'
  | 'title'
  | 'item'
  | 'term'
  | 'course'
  | 'reading'
  | 'reserve'
  | 'patron'
  | 'booking'
  | 'loan'
  | 'hold'
  | 'fee'
  | 'credit'
  | 'event'
  | 'exception'
  | 'log_entry'
  | 'notice';

const none = () => ({});
const byPatron = (row: { readonly patronId: string }) => row.patronId;
const byId = (row: { readonly id: string }) => row.id;
const sourced = ({ source }: { readonly source: { system: string; id: string } | null }) => ({
  source_system: source?.system ?? null,
  source_id: source?.id ?? null,
});

/** The table of each kind. */
export const STATE_TABLES: { readonly [K in RowKind]: StateTable<K> } = {
  library: { table: 'library', key: byId, columns: none },
  branch: { table: 'branch', key: byId, columns: ({ system }) => ({ system }) },
  location: { table: 'location', key: byId, columns: ({ branch }) => ({ branch }) },
  ruleSet: { table: 'rule_set', key: ({ version }) => version, columns: none },
  ruleActivation: {
    table: 'rule_activation',
    key: byId,
    columns: ({ version, at }) => ({ rules_version: version, at }),
  },
  policy: { table: 'policy', key: ({ hash }) => hash, columns: none },
  staffMark: { table: 'staff_mark', key: byId, columns: none },
  title: { table: 'title', key: byId, columns: sourced },
  item: {
    table: 'item',
    key: byId,
    columns: (item) => ({
      ...sourced(item),
      barcode: item.barcode,
      title_id: item.titleId,
      provisional: item.provisional ? 1 : 0,
      away: awayStatus(item.state),
      part_bill_at: lastPartBill(item.state),
      item_type: item.kind,
    }),
  },
  term: { table: 'term', key: byId, columns: none },
  course: { table: 'course', key: byId, columns: none },
  reading: {
    table: 'reading',
    key: byId,
    columns: ({ courseId, titleId }) => ({ course_id: courseId, title_id: titleId }),
  },
  reserve: {
    table: 'reserve',
    key: byId,
    columns: ({ courseId, itemId }) => ({ course_id: courseId, item_id: itemId }),
  },
  patron: {
    table: 'patron',
    key: byId,
    patronOf: byId,
    columns: (patron) => ({
      ...sourced(patron),
      home: patron.home,
      provisional: patron.provisional ? 1 : 0,
      block_ends_at: firstBlockEnd(patron),
      expires_at: patron.expiresAt,
    }),
  },
  booking: {
    table: 'booking',
    key: byId,
    columns: (booking) => ({
      patron_id: booking.patronId,
      kind: booking.kind,
      to_at: booking.to,
      // Of one that stands alone.
      no_show_at: isBooked(booking) ? booking.noShowAt : null,
    }),
  },
  loan: {
    table: 'loan',
    key: byId,
    patronOf: byPatron,
    columns: (loan) => ({
      item_id: loan.itemId,
      patron_id: loan.patronId,
      branch: loan.branch,
      state: loan.state,
      out_at: loan.outAt,
      in_at: loan.inAt,
      due_at: loan.dueAt,
      claimed_at: claimedOut(loan),
    }),
  },
  hold: {
    table: 'hold',
    key: byId,
    patronOf: byPatron,
    columns: (hold) => ({
      patron_id: hold.patronId,
      title_id: hold.titleId,
      state: hold.state,
      pickup: hold.pickup,
      ends_at: holdEnd(hold),
    }),
  },
  fee: {
    table: 'fee',
    key: byId,
    patronOf: byPatron,
    columns: (fee) => ({
      patron_id: fee.patronId,
      item_id: fee.itemId,
      loan_id: fee.loanId,
      kind: fee.kind,
      outstanding_minor: fee.outstandingMinor,
      credit_due_minor: creditDue(fee),
    }),
  },
  credit: { table: 'credit', key: byPatron, patronOf: byPatron, columns: none },
  event: { table: 'event', key: byId, columns: eventColumns },
  exception: {
    table: 'exception',
    key: byId,
    columns: (exception) => ({
      code: exception.code,
      weight: exception.weight,
      origin: exception.origin,
      state: exception.state,
      item_id: exception.itemId,
      patron_id: exception.patronId,
      cause: exception.cause,
      at: exception.at,
    }),
  },
  logEntry: {
    table: 'log_entry',
    key: byId,
    branchOf: ({ branch }) => branch,
    columns: ({ branch, what, at }) => ({ branch, kind: what.kind, at }),
  },
  notice: {
    table: 'notice',
    key: byId,
    patronOf: byPatron,
    columns: ({ patronId, kind, state, branch, madeAt, sendAt }) => ({
      patron_id: patronId,
      kind,
      state,
      branch,
      made_at: madeAt,
      send_at: sendAt,
    }),
  },
};

/** Whether rows of a kind go where their patron's rows go, rather than to every desk. */
export function isPatronKind(kind: RowKind): boolean {
  return STATE_TABLES[kind].patronOf !== undefined;
}

/** Whether rows of a kind go to the desks of some systems alone. */
export function isScopedKind(kind: RowKind): boolean {
  return isPatronKind(kind) || STATE_TABLES[kind].branchOf !== undefined;
}

/** Amount reported too much to another office, in minor units. */
function creditDue({ handedOn }: Row<'fee'>): number {
  return handedOn === undefined ? 0 : Math.max(0, handedOn.saidMinor - handedOn.standsMinor);
}

function firstBlockEnd({ blocks }: Row<'patron'>): number | null {
  const ends = blocks.flatMap(({ endsAt }) => endsAt ?? []);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The timelines that an act belongs to, and its names. A hold or a fee that names a copy is not on the timeline of that copy. */
function eventColumns(act: Act): Readonly<Record<string, SqlValue>> {
  const item = 'itemId' in act ? act.itemId : null;
  const title = 'titleId' in act ? act.titleId : null;
  const named = 'patronId' in act ? act.patronId : 'holder' in act ? act.holder : null;
  return {
    kind: act.kind,
    desk_id: act.desk,
    stream: act.stream,
    seq: act.seq,
    at: act.at,
    item_id: isItemAct(act) ? item : null,
    title_id: title,
    payer_id: isMoneyAct(act) ? named : null,
    loan_id: act.kind === 'checkout' ? act.id : act.kind === 'openLoan' ? act.loanId : null,
    policy_hash: 'policyHash' in act ? act.policyHash : null,
    names_patron: named,
    names_item: item ?? (act.kind === 'openHold' ? (act.trapped?.itemId ?? null) : null),
  };
}

/** The row in a stored text. It may be shared: do not change it. */
export function parseRow<K extends RowKind>(kind: K, body: string): Row<K> {
  return valueOfText(`central ${kind}`, body, (text) => ROWS[kind].parse(JSON.parse(text)) as Row<K>);
}

/** The kind of each table. */
export const KIND_OF_TABLE: ReadonlyMap<string, RowKind> = new Map(
  parseKinds(Object.keys(STATE_TABLES)).map((kind) => [STATE_TABLES[kind].table, kind]),
);

function parseKinds(names: readonly string[]): readonly RowKind[] {
  return names as readonly RowKind[];
}
