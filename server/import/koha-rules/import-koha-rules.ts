// Reads the rules of a Koha export, with the closed days of its branches.

import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { sha256Hex } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import { zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { DEFAULT_SETTINGS, type KohaRuleSet } from '../../../shared/rules/koha/koha-rule-set.ts';
import { startTally, type TallyResult } from '../tally.ts';
import { openKohaFolder, readKohaTable, type KohaFolder, type KohaTable } from './koha-tables.ts';
import { readCirculationRules } from './read-circulation-rules.ts';
import { readHolidays } from './read-holidays.ts';

export type KohaRulesResult = TallyResult & { readonly rules: KohaRuleSet };

/** Reads a folder. Throws HF-IMPORT-001 to -005 and -007. */
export async function importKohaRules(path: string, zone: string): Promise<KohaRulesResult> {
  const clock = zoneClock(zone);
  if (clock === null) throw new HoldfastError('HF-IMPORT-007', { zone });
  const tally = startTally();
  const folder = await openKohaFolder(path, tally);
  const known = {
    branch: await codes(folder, 'branches', 'branchcode'),
    patron_category: await codes(folder, 'patron_categories', 'categorycode'),
    item_type: await codes(folder, 'item_types', 'itemtype'),
  };
  const rows = await readCirculationRules(folder, known, clock);
  const calendars = await readHolidays(folder, zone);
  tally.note({
    file: 'circulation_rules.csv',
    line: null,
    text: `the export has no site settings; taken are those that Koha comes with: ${Object.entries(DEFAULT_SETTINGS)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  });
  const body = { profile: 'koha' as const, currency: 'USD', zone, settings: DEFAULT_SETTINGS, rows, calendars };
  const version = ruleSetVersion(`koha-${sha256Hex(canonicalJson(body)).slice(0, 16)}`);
  return { rules: { version, ...body }, ...tally.result() };
}

/** Columns of these tables that matter for loans in Koha and that nothing is made of. */
const UNUSED: Partial<Readonly<Record<KohaTable, readonly string[]>>> = {
  item_types: ['rentalcharge', 'rentalcharge_daily', 'rentalcharge_hourly', 'notforloan', 'parent_type'],
  patron_categories: ['noissuescharge', 'noissueschargeguarantees'],
};

/** The codes of a table that rules refer to. What else the table says of loans is named in a note, so that it is not lost without a word. */
async function codes(folder: KohaFolder, table: KohaTable, column: string): Promise<ReadonlySet<string>> {
  const rows = await readKohaTable(folder, table, (read) => ({
    code: read.required(column),
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
  return new Set(rows.map(({ value }) => value.code));
}
