// Reads the rules of a Koha export, with the closed days of its branches.

import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { currencyDecimals, parseDecimalMoney } from '../../../shared/core/money.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import { zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { KohaItemType, KohaRuleSet } from '../../../shared/rules/koha/koha-rule-set.ts';
import { NOTHING_TOLD, type ToldSettings } from '../../../shared/rules/koha/read-settings.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { startTally, type Tally, type TallyResult } from '../tally.ts';
import { openKohaFolder, readKohaTable, type KohaFolder, type KohaTable, type KohaTableRow } from './koha-tables.ts';
import { readCirculationRules } from './read-circulation-rules.ts';
import { readHolidays } from './read-holidays.ts';

export type KohaRulesResult = TallyResult & { readonly rules: KohaRuleSet };

/** Facts of the library that no table has. */
export type ToldOfSite = {
  readonly told?: ToldSettings;
  /** ISO 4217; absent = USD. */
  readonly currency?: string;
};

/** Reads a folder. Throws HF-IMPORT-001 to -005 and -007. */
export async function importKohaRules(path: string, zone: string, of: ToldOfSite = {}): Promise<KohaRulesResult> {
  const { told = NOTHING_TOLD, currency = 'USD' } = of;
  const { settings } = told;
  const clock = zoneClock(zone);
  if (clock === null) throw new HoldfastError('HF-IMPORT-007', { zone });
  const decimals = currencyDecimals(currency);
  const tally = startTally();
  const folder = await openKohaFolder(path, tally);
  const types = await readCodes(folder, 'item_types', { column: 'itemtype', decimals });
  const categories = await readCodes(folder, 'patron_categories', { column: 'categorycode', decimals });
  const known = {
    branch: codesOf(await readCodes(folder, 'branches', { column: 'branchcode', decimals })),
    patron_category: codesOf(categories),
    item_type: codesOf(types),
  };
  const rows = await readCirculationRules(folder, known, { site: { settings, currency }, clock });
  const calendars = await readHolidays(folder, zone);
  noteAssumed(tally, told);
  if (of.currency === undefined) {
    tally.note({ file: RULES_FILE, line: null, text: `the export does not say its currency; taken is ${currency}` });
  }
  const itemTypeParents = parentsOf(folder, types);
  const names = { categories: namesOf(categories), itemTypes: namesOf(types) };
  const body = {
    profile: 'koha' as const,
    currency,
    zone,
    settings,
    rows,
    itemTypeParents,
    names,
    itemTypes: itemTypesOf(types),
    statisticsCategories: categories.flatMap(({ value }) => (value.isForStatistics ? [value.code] : [])),
    calendars,
  };
  const version = ruleSetVersion(`koha-${sha256Hex(canonicalJson(body)).slice(0, 16)}`);
  return { rules: { version, ...body }, ...tally.result() };
}

const RULES_FILE = 'circulation_rules.csv';

/** Names the settings that were not given. */
function noteAssumed(tally: Tally, { settings, assumed }: ToldSettings): void {
  const said = Object.entries(settings).flatMap(([name, value]) =>
    assumed.includes(name) ? [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`] : [],
  );
  if (said.length === 0) return;
  const text = `the export has no site settings; taken are those that Koha comes with: ${said.join(', ')}`;
  tally.note({ file: RULES_FILE, line: null, text });
}

/** Columns of these tables that matter for loans in Koha and that nothing is made of. */
const UNUSED: Partial<Readonly<Record<KohaTable, readonly string[]>>> = {
  patron_categories: ['noissuescharge', 'noissueschargeguarantees'],
};

type Code = {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string | null;
  /** The loan settings of an item type besides the rules; null = none. */
  readonly says: KohaItemType | null;
  /** A patron category whose cards only count use in the building. */
  readonly isForStatistics: boolean;
};

/** The codes of a table that rules refer to. Other loan settings of the table are named in a note, so that they are not lost silently. */
async function readCodes(
  folder: KohaFolder,
  table: KohaTable,
  { column, decimals }: { readonly column: string; readonly decimals: number },
): Promise<readonly KohaTableRow<Code>[]> {
  const rows = await readKohaTable(folder, table, (read) => ({
    code: read.required(column),
    parent: table === 'item_types' ? read.text('parent_type') : null,
    name: read.text('description'),
    says: table === 'item_types' ? readItemType(read, decimals) : null,
    isForStatistics: table === 'patron_categories' && read.text('category_type') === 'X',
    unused: (UNUSED[table] ?? []).filter((name) => !/^(0+(\.0+)?)?$/.test(read.text(name) ?? '')),
  }));
  const counts = Map.groupBy(
    rows.flatMap(({ value }) => value.unused),
    (name) => name,
  );
  const said = [...counts].map(([name, all]) => `${name} (${all.length})`);
  if (said.length > 0) {
    folder.tally.note({ file: `${table}.csv`, line: null, text: `taken without ${said.join(', ')}` });
  }
  return rows;
}

/** No column and blank are no charge, and lent. */
function readItemType(read: RowReader, decimals: number): KohaItemType | null {
  const amount = (column: string) =>
    read.parsed(column, 'an amount of money', (text) => parseDecimalMoney(text, decimals)) ?? 0;
  const rental = {
    flatMinor: amount('rentalcharge'),
    perDayMinor: amount('rentalcharge_daily'),
    perHourMinor: amount('rentalcharge_hourly'),
  };
  const notForLoan = read.flag('notforloan') === true;
  const isRented = Object.values(rental).some((minor) => minor > 0);
  if (!notForLoan && !isRented) return null;
  return { ...(notForLoan ? { notForLoan } : {}), ...(isRented ? { rental } : {}) };
}

/** Item types with settings for loans. */
function itemTypesOf(types: readonly KohaTableRow<Code>[]): Record<string, KohaItemType> {
  return Object.fromEntries(types.flatMap(({ value: { code, says } }) => (says === null ? [] : [[code, says]])));
}

function codesOf(rows: readonly KohaTableRow<Code>[]): ReadonlySet<string> {
  return new Set(rows.map(({ value }) => value.code));
}

/** The names of a table's codes. */
function namesOf(rows: readonly KohaTableRow<Code>[]): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(({ value: { code, name } }) => (name === null || name === '' ? [] : [[code, name] as const])),
  );
}

/** The types above others; Koha has no more than one step of them. */
function parentsOf({ tally }: KohaFolder, types: readonly KohaTableRow<Code>[]): Record<string, string> {
  const parents = new Map(types.map(({ value: { code, parent } }) => [code, parent]));
  return Object.fromEntries(
    types.flatMap(({ file, line, value: { code, parent } }) => {
      if (parent === null) return [];
      if (parents.get(parent) === null) return [[code, parent]];
      const text = `${code} is taken without its parent_type ${parent}, which is no type that stands above others`;
      tally.note({ file, line, text });
      return [];
    }),
  );
}
