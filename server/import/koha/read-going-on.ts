// issues, reserves and accountlines: loans, holds and debts. Koha keeps local times of its server.

import type { RowReader } from '../csv/row-reader.ts';
import { fileOf, readAll, rejectRow, type Parsed } from '../csv/table-folder.ts';
import { parseDecimalMoney } from '../../../shared/core/money.ts';
import { chargeOf } from '../plain/read-going-on.ts';
import { readCount, readMoment } from '../plain/read-values.ts';
import type { FeeRecord, Found, HoldRecord, LoanRecord } from '../records/record.ts';
import type { KohaLibraryTable, KohaReading } from './koha-library-tables.ts';

/** Rows without a reason against them, with their places. */
function live<T extends { readonly over: string | null }>(
  { folder }: KohaReading,
  table: KohaLibraryTable,
  rows: readonly Parsed<T>[],
): Found<Omit<T, 'over'>>[] {
  const file = fileOf(folder, table);
  return rows.flatMap(({ line, value: { over, ...value } }) => {
    if (over !== null) rejectRow(folder, table, line, over);
    return over === null ? [{ at: { file, line }, value }] : [];
  });
}

/** Reads issues: loans that are out. */
export async function readKohaLoans(reading: KohaReading): Promise<Found<LoanRecord>[]> {
  const { folder, zone } = reading;
  const rows = await readAll(folder, 'issues', (read) => {
    for (const column of ['issuedate', 'date_due']) read.required(column);
    return {
      id: read.id('issue_id'),
      patron: read.id('borrowernumber'),
      item: read.id('itemnumber'),
      branch: read.text('branchcode'),
      outAt: readMoment(read, 'issuedate', { zone, dateIs: 'begin' }) ?? 0,
      dueAt: readMoment(read, 'date_due', { zone, dateIs: 'end' }) ?? 0,
      renewals: readCount(read, 'renewals_count') ?? readCount(read, 'renewals') ?? 0,
      maxRenewals: null,
      lostAt: null,
      policy: null,
      notes: read.flag('onsite_checkout') === true ? ['a loan for use in the library is taken as a loan'] : [],
      over: read.text('returndate') === null ? null : 'the loan is closed',
    };
  });
  return live(reading, 'issues', rows);
}

/** Reads reserves: holds that live. */
export async function readKohaHolds(reading: KohaReading): Promise<Found<HoldRecord>[]> {
  return live(reading, 'reserves', await readAll(reading.folder, 'reserves', (read) => readHold(read, reading.zone)));
}

function readHold(read: RowReader, zone: string): HoldRecord & { readonly over: string | null } {
  read.required('reservedate');
  const title = read.id('biblionumber');
  const item = read.optionalId('itemnumber');
  const state = read.text('found');
  const isHere = state === 'W' || state === 'P';
  if (state !== null && !isHere && state !== 'T') read.problem(`found "${state}" is not W, P or T`);
  if (state !== null && item === null) read.problem('a copy has come for it, but none is named');
  const isForCopy = item !== null && read.flag('item_level_hold') === true;
  return {
    id: read.id('reserve_id'),
    patron: read.id('borrowernumber'),
    target: isForCopy || (item !== null && state === null) ? { item } : { title },
    pickup: read.required('branchcode'),
    placedAt: readMoment(read, 'reservedate', { zone, dateIs: 'begin' }) ?? 0,
    // After the copy has come the same column is the last day on the shelf.
    expiresAt:
      readMoment(read, 'patron_expiration_date', { zone, dateIs: 'end' }) ??
      (state === null ? readMoment(read, 'expirationdate', { zone, dateIs: 'end' }) : null),
    suspended: read.flag('suspend') ?? false,
    suspendedUntil: readMoment(read, 'suspend_until', { zone, dateIs: 'end' }),
    captured:
      state === null || item === null
        ? null
        : {
            item,
            onShelf: isHere,
            until: isHere ? readMoment(read, 'expirationdate', { zone, dateIs: 'end' }) : null,
          },
    notes: [],
    priority: readCount(read, 'priority'),
    over: read.text('cancellationdate') === null ? null : 'the hold was cancelled',
  };
}

/** Reads accountlines: debts that are still owed. */
export async function readKohaFees(reading: KohaReading): Promise<Found<FeeRecord>[]> {
  const { folder, zone, decimals } = reading;
  const rows = await readAll(folder, 'accountlines', (read) => {
    read.required('amountoutstanding');
    read.required('date');
    const amount = read.parsed('amountoutstanding', 'an amount of money', (text) => parseDecimalMoney(text, decimals));
    const kind = read.text('debit_type_code') ?? read.text('accounttype');
    const charge = chargeOf(kind);
    return {
      id: read.id('accountlines_id'),
      patron: read.id('borrowernumber'),
      item: read.optionalId('itemnumber'),
      charge,
      amountMinor: Math.max(amount ?? 0, 0),
      at: readMoment(read, 'date', { zone, dateIs: 'begin' }) ?? 0,
      notes: charge === 'other' && kind !== null ? [`a fee of the kind ${kind} is taken as "other"`] : [],
      over: overOf(amount ?? 0),
    };
  });
  return live(reading, 'accountlines', rows);
}

function overOf(amountMinor: number): string | null {
  if (amountMinor === 0) return 'nothing of it is owed any more';
  return amountMinor < 0 ? 'a credit is not taken yet' : null;
}
