// rule_circ_duration.csv, rule_recurring_fine.csv and rule_max_fine.csv: the parts that rows of the circulation matrix point to.

import type { Gives } from '../../../shared/rules/model/rule-set.ts';
import type { Period } from '../../../shared/rules/model/period.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { distinctById, noteRow, readAll, takeRows } from '../csv/table-folder.ts';
import type { EvergreenRulesFolder } from './evergreen-folder.ts';
import { parsePeriod, parseSpan } from './intervals.ts';

type Duration = NonNullable<Gives['duration']>;
type Fine = NonNullable<Gives['fine']>;
type Cap = NonNullable<Gives['maxFine']>;

/** The parts by the source's id. */
export type RuleParts = {
  readonly durations: ReadonlyMap<string, Duration>;
  readonly fines: ReadonlyMap<string, Fine>;
  readonly caps: ReadonlyMap<string, Cap>;
};

/** Reads the three tables. */
export async function readRuleParts(folder: EvergreenRulesFolder): Promise<RuleParts> {
  return {
    durations: await readPart(folder, 'rule_circ_duration', parseDuration),
    fines: await readPart(folder, 'rule_recurring_fine', parseFine),
    caps: await readPart(folder, 'rule_max_fine', parseCap),
  };
}

async function readPart<T>(
  folder: EvergreenRulesFolder,
  table: 'rule_circ_duration' | 'rule_recurring_fine' | 'rule_max_fine',
  parse: (read: RowReader) => T,
): Promise<Map<string, T>> {
  const rows = await readAll(folder, table, (read) => ({
    id: read.id('id'),
    part: parse(read),
    autoRenewals: read.integer('max_auto_renewals') ?? 0,
  }));
  const parts = distinctById(folder, table, rows);
  takeRows(folder, table, parts.size);
  const automatic = [...parts.values()].filter(({ value }) => value.autoRenewals > 0).length;
  if (automatic > 0)
    noteRow(
      folder,
      table,
      null,
      `renewals without staff (max_auto_renewals) are not taken yet; ${automatic} rows have some`,
    );
  return new Map([...parts].map(([id, { value }]) => [id, value.part]));
}

const noTime: Period = { n: 0, unit: 'days' };

function readPeriod(read: RowReader, column: string): Period {
  read.required(column);
  return read.parsed(column, 'a period of whole minutes, hours, days or months', parsePeriod) ?? noTime;
}

function parseDuration(read: RowReader): Duration {
  return {
    name: read.required('name'),
    periods: {
      short: readPeriod(read, 'shrt'),
      normal: readPeriod(read, 'normal'),
      extended: readPeriod(read, 'extended'),
    },
    maxRenewals: readCount(read, 'max_renewals'),
    due: 'rolling',
  };
}

function readCount(read: RowReader, column: string): number {
  read.required(column);
  const count = read.integer(column) ?? 0;
  if (count < 0) read.problem(`${column} is below 0`);
  return Math.max(count, 0);
}

function readMoney(read: RowReader, column: string): number {
  read.required(column);
  const amount = read.money(column) ?? 0;
  if (amount < 0) read.problem(`${column} is below 0`);
  return amount;
}

function parseFine(read: RowReader): Fine {
  return {
    name: read.required('name'),
    lowMinor: readMoney(read, 'low'),
    normalMinor: readMoney(read, 'normal'),
    highMinor: readMoney(read, 'high'),
    per: readPeriod(read, 'recurrence_interval'),
    grace: read.parsed('grace_period', 'a period of whole minutes, hours, days or months', parseSpan) ?? noTime,
  };
}

/** A cap in money, or hundredths of a percent of the item's price. */
function parseCap(read: RowReader): Cap {
  return {
    name: read.required('name'),
    amountMinor: readMoney(read, 'amount'),
    percentOfPrice: read.flag('is_percent') ?? false,
  };
}
