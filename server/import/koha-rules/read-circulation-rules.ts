// circulation_rules.csv: one value a row, by branch, patron category, item type and name; an empty part (or `*`) means any. Rows are checked
// as Koha checks what is stored: a part that does not belong to the rule, a name that is none and money that is none are rejected.

import { checkScope, checkValue } from '../../../shared/rules/koha/check-rule.ts';
import type { ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { kohaPolicy } from '../../../shared/rules/koha/koha-policy.ts';
import { DEFAULT_SETTINGS, type KohaRuleSet } from '../../../shared/rules/koha/koha-rule-set.ts';
import { KOHA_RULE_KINDS, type ScopePart } from '../../../shared/rules/koha/rule-kinds.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import type { RowReader } from '../csv/row-reader.ts';
import { readKohaTable, type KohaFolder } from './koha-tables.ts';

type KohaValue = {
  readonly scope: Readonly<Record<ScopePart, string | null>>;
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

/** Reads the rules, those of one scope in one row. */
export async function readCirculationRules(
  folder: KohaFolder,
  known: KnownCodes,
  clock: ZoneClock,
): Promise<KohaRuleSet['rows']> {
  const rows = new Map<string, KohaRuleSet['rows'][number]>();
  for (const { file, line, value: rule } of await readKohaTable(folder, 'circulation_rules', readRule)) {
    const { scope, name, value } = rule;
    for (const part of ['branch', 'patron_category', 'item_type'] as const) {
      const code = scope[part];
      if (code === null || known[part].size === 0 || known[part].has(code)) continue;
      folder.tally.note({ file, line, text: `there is no ${COLUMN_OF[part]} ${code}: the rule matches nothing` });
    }
    for (const fault of kohaPolicy({ [name]: value }, DEFAULT_SETTINGS, clock).faults) {
      folder.tally.note({ file, line, text: `${sayFault('en', fault)}: the rule says nothing` });
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

function readRule(read: RowReader): KohaValue {
  const name = read.required('rule_name');
  const scope = {
    branch: readPart(read, 'branch'),
    patron_category: readPart(read, 'patron_category'),
    item_type: readPart(read, 'item_type'),
  };
  const value = read.text('rule_value') ?? '';
  if (name !== '') {
    const scoped = checkScope(name, scopeAsStored(name, scope));
    const checked = checkValue(name, value);
    if (!scoped.ok) read.problem(sayFault('en', scoped.error));
    else if (!checked.ok) read.problem(sayFault('en', checked.error));
    else if (checked.value === null) read.problem(`${name} cannot be blank`);
  }
  return { scope, name, value };
}

function readPart(read: RowReader, part: ScopePart): string | null {
  const text = read.text(COLUMN_OF[part]);
  return text === '*' ? null : text;
}

/** A table has all three columns: an empty one is "any" where the part belongs to the rule, and nothing where it does not. */
function scopeAsStored(name: string, scope: KohaValue['scope']): ReadonlySet<ScopePart> {
  const own = KOHA_RULE_KINDS.get(name)?.scope ?? [];
  return new Set(
    (['branch', 'patron_category', 'item_type'] as const).filter((part) => own.includes(part) || scope[part] !== null),
  );
}
