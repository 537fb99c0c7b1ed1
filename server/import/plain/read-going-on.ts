// loans.csv, holds.csv and fees.csv. Patrons are named by id or card, copies by id or barcode.

import { ChargeSchema, type Charge } from '../../../shared/circ/model/fee.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readAll } from '../csv/table-folder.ts';
import type { FeeRecord, Found, HoldRecord, LoanRecord } from '../records/record.ts';
import type { PlainReading } from './plain-tables.ts';
import { foundIn } from './read-places.ts';
import { readAmount, readCount, readMoment, readWord, readYes } from './read-values.ts';

/** Reads loans.csv. */
export async function readPlainLoans({ folder, zone }: PlainReading): Promise<Found<LoanRecord>[]> {
  const rows = await readAll(folder, 'loans', (read): LoanRecord => {
    for (const column of ['out', 'due']) read.required(column);
    const outAt = readMoment(read, 'out', { zone, dateIs: 'begin' }) ?? 0;
    const dueAt = readMoment(read, 'due', { zone, dateIs: 'end' }) ?? 0;
    if (read.problems().length === 0 && dueAt < outAt) read.problem('it is due before it was lent');
    const item = read.required('item');
    return {
      id: read.text('id') ?? `${item} ${outAt}`,
      patron: read.required('patron'),
      item,
      branch: read.text('branch'),
      outAt,
      dueAt,
      renewals: readCount(read, 'renewals') ?? 0,
      maxRenewals: readCount(read, 'renewals_allowed'),
      lostAt: readMoment(read, 'lost_since', { zone, dateIs: 'begin' }),
      policy: null,
      notes: [],
    };
  });
  return foundIn(folder, 'loans', rows);
}

/** Reads holds.csv. */
export async function readPlainHolds({ folder, zone }: PlainReading): Promise<Found<HoldRecord>[]> {
  const rows = await readAll(folder, 'holds', (read): HoldRecord => {
    read.required('placed');
    const patron = read.required('patron');
    const placedAt = readMoment(read, 'placed', { zone, dateIs: 'begin' }) ?? 0;
    const target = readTarget(read);
    const name = 'item' in target ? target.item : target.title;
    return {
      id: read.text('id') ?? `${patron} ${name} ${placedAt}`,
      patron,
      target,
      pickup: read.required('pickup'),
      placedAt,
      priority: readCount(read, 'position'),
      expiresAt: readMoment(read, 'expires', { zone, dateIs: 'end' }),
      suspended: readYes(read, 'suspended') ?? false,
      suspendedUntil: readMoment(read, 'suspended_until', { zone, dateIs: 'end' }),
      captured: readCaptured(read, zone),
      notes: [],
    };
  });
  return foundIn(folder, 'holds', rows);
}

function readTarget(read: RowReader): HoldRecord['target'] {
  const item = read.text('item');
  if (item !== null) return { item };
  const title = read.text('title');
  if (title === null) read.problem('title and item are empty');
  return { title: title ?? '' };
}

function readCaptured(read: RowReader, zone: string): HoldRecord['captured'] {
  const status = readWord(read, 'status', ['waiting', 'on-hold-shelf', 'in-transit']) ?? 'waiting';
  const copy = read.text('copy') ?? read.text('item');
  if (status === 'waiting') return null;
  if (copy === null) {
    read.problem(`the hold is ${status}, but no copy is named`);
    return null;
  }
  return {
    item: copy,
    onShelf: status === 'on-hold-shelf',
    until: readMoment(read, 'shelf_until', { zone, dateIs: 'end' }),
  };
}

/** Reads fees.csv. */
export async function readPlainFees({ folder, zone, decimals }: PlainReading): Promise<Found<FeeRecord>[]> {
  const alike = new Map<string, number>();
  const rows = await readAll(folder, 'fees', (read): FeeRecord => {
    const patron = read.required('patron');
    read.required('amount');
    const amountMinor = readAmount(read, 'amount', decimals) ?? 0;
    if (read.text('amount') !== null && amountMinor === 0) read.problem('amount is 0: nothing is owed');
    read.required('since');
    const at = readMoment(read, 'since', { zone, dateIs: 'begin' }) ?? 0;
    const said = read.text('charge');
    const charge = chargeOf(said);
    const item = read.text('item');
    const words = [patron, item ?? '', said ?? '', at, amountMinor].join(' ');
    const nth = (alike.get(words) ?? 0) + 1;
    alike.set(words, nth);
    return {
      // Two fees with the same words are two.
      id: read.text('id') ?? (nth === 1 ? words : `${words} ${nth}`),
      patron,
      item,
      charge,
      amountMinor,
      at,
      notes:
        charge === 'other' && said !== null && said !== 'other' ? [`the charge "${said}" is taken as "other"`] : [],
    };
  });
  return foundIn(folder, 'fees', rows);
}

/** The cause of a fee, by the word of a library for it. */
export function chargeOf(text: string | null): Charge {
  const word = (text ?? '').toLowerCase().replaceAll(/[ _]/g, '-');
  const known = ChargeSchema.options.find((charge) => charge === word);
  if (known !== undefined) return known;
  if (/damage/.test(word)) return 'damage';
  if (/replace|lost/.test(word)) return 'replacement';
  if (/card/.test(word)) return 'card';
  if (/member|enrol|account/.test(word)) return 'membership';
  return /cop(y|ies)|print/.test(word) ? 'copies' : 'other';
}
