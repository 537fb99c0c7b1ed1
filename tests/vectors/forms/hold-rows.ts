// Rows of hold limits as cases write them, looked up value by value.

import { z } from 'zod';
import { effectiveValues, kohaRow, type KohaScope } from '../../../shared/rules/koha/koha-rules.ts';
import { HoldLimitForm, readHoldLimit } from './hold-forms.ts';

const part = z.string().nullish();

export const ScopeForm = z.strictObject({ branch: part, patron_category: part, item_type: part });

export const HoldRowForm = ScopeForm.extend({
  holds_allowed: HoldLimitForm,
  holds_per_record: HoldLimitForm,
  holds_per_day: HoldLimitForm,
  max_holds: HoldLimitForm,
});
export type HoldRowForm = z.infer<typeof HoldRowForm>;

/** The limits that rows give. */
export const HOLD_VALUES = ['holds_allowed', 'holds_per_record', 'holds_per_day', 'max_holds'] as const;

/** The limits for a scope; one that no row gives is absent, one that a row sets to "no limit" is null. */
export type HoldValues = Readonly<Partial<Record<(typeof HOLD_VALUES)[number], number | null>>>;

/** Looks the limits up, each from its own most specific row. */
export function holdValuesOf(rows: readonly HoldRowForm[], query: z.infer<typeof ScopeForm>): HoldValues {
  const table = rows.map((row, index) => {
    const given = HOLD_VALUES.filter((name) => row[name] !== undefined);
    return kohaRow(scopeOf(row), Object.fromEntries(given.map((name) => [name, readHoldLimit(row[name])])), index);
  });
  return effectiveValues<number | null>(table, scopeOf(query), HOLD_VALUES).gives;
}

/** `*`, null and nothing are one: any, or not known. */
function scopeOf(form: z.infer<typeof ScopeForm>): KohaScope {
  const read = (text: string | null | undefined) => (text === undefined || text === '*' ? null : text);
  return {
    branch: read(form.branch),
    patron_category: read(form.patron_category),
    item_type: read(form.item_type),
  };
}
