// circulation_rules.csv: one value a row, by branch, patron category, item type and name; an empty part (or `*`) means any. Rows are checked
// as Koha checks stored ones: a part that does not belong to the rule, a name that is none, money that is none are rejected, and so is an
// unreadable value: without it the row would mean something else.

import type { ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { KohaSite } from '../../../shared/rules/koha/koha-policy.ts';
import type { KohaRuleSet } from '../../../shared/rules/koha/koha-rule-set.ts';
import type { KohaScope } from '../../../shared/rules/koha/koha-rules.ts';
import { kohaRowFaults } from '../../../shared/rules/koha/row-faults.ts';
import { SCOPE_PARTS, type ScopePart } from '../../../shared/rules/koha/rule-kinds.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readKohaTable, type KohaFolder } from './koha-tables.ts';

type KohaValue = {
  readonly scope: KohaScope;
  readonly name: string;
  readonly value: string;
};

const COLUMN_OF: Readonly<Record<ScopePart, string>> = {
  branch: 'branchcode',
  patron_category: 'categorycode',
  item_type: 'itemtype',
};

/** Codes that rules may name, by part; a part without codes is not checked. */
export type KnownCodes = Readonly<Record<ScopePart, ReadonlySet<string>>>;

/** The settings that values are read by. */
export type ReadBy = { readonly site: KohaSite; readonly clock: ZoneClock };

/** Reads the rules, those of one scope in one row. */
export async function readCirculationRules(
  folder: KohaFolder,
  known: KnownCodes,
  by: ReadBy,
): Promise<KohaRuleSet['rows']> {
  const rows = new Map<string, KohaRuleSet['rows'][number]>();
  const rules = await readKohaTable(folder, 'circulation_rules', (read) => readRule(read, by));
  for (const { file, line, value: rule } of rules) {
    const { scope, name, value } = rule;
    for (const part of SCOPE_PARTS) {
      const code = scope[part];
      if (code === null || known[part].size === 0 || known[part].has(code)) continue;
      folder.tally.note({ file, line, text: `there is no ${COLUMN_OF[part]} ${code}: the rule matches nothing` });
    }
    const key = JSON.stringify([scope.branch, scope.patron_category, scope.item_type]);
    const row = rows.get(key) ?? { ...scope, values: {} };
    if (Object.hasOwn(row.values, name)) {
      folder.tally.take('circulation_rules', -1);
      folder.tally.reject('circulation_rules', { file, line, reason: `${name} was set for this scope before` });
      continue;
    }
    rows.set(key, { ...row, values: { ...row.values, [name]: value } });
  }
  return [...rows.values()];
}

function readRule(read: RowReader, { site, clock }: ReadBy): KohaValue {
  const name = read.required('rule_name');
  const scope = {
    branch: readPart(read, 'branch'),
    patron_category: readPart(read, 'patron_category'),
    item_type: readPart(read, 'item_type'),
  };
  const value = read.text('rule_value') ?? '';
  if (name !== '') {
    for (const fault of kohaRowFaults({ ...scope, values: { [name]: value } }, site, clock)) {
      read.problem(sayFault('en', fault));
    }
  }
  return { scope, name, value };
}

function readPart(read: RowReader, part: ScopePart): string | null {
  const text = read.text(COLUMN_OF[part]);
  return text === '*' ? null : text;
}
