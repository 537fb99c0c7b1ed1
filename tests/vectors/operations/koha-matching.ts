// Cases of tables where each value is looked up by itself, by branch, patron category and item type.

import { z } from 'zod';
import { checkScope, checkValue } from '../../../shared/rules/koha/check-rule.ts';
import { effectiveValues, kohaRow, type KohaScope } from '../../../shared/rules/koha/koha-rules.ts';
import { SCOPE_PARTS } from '../../../shared/rules/koha/rule-kinds.ts';
import {
  CIRC_CONTROL,
  HOLD_ALLOWED_NUMBERS,
  LOST_RETURN_CONTROL,
  WITHOUT_RULE,
} from '../../../shared/rules/koha/site-settings.ts';
import { BLANK, orSiteDefault, type Given } from '../../../shared/rules/model/policy/given.ts';
import { sayFault } from '../../../shared/rules/rule-fault.ts';
import { whoseLibrary, type LibrarySource } from '../../../shared/rules/whose-library.ts';
import type { Outcome } from '../compare.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';

export const kohaMatchingOperations: Operations = {
  wildcard_match: ({ input }) => ({ value: valueOf(readPart(Lookup, input)) ?? null }),
  value_with_default: valueWithDefault,
  set_rule_then_get: setThenGet,
  rule_scope_check: checkRuleScope,
  rule_value_check: checkRuleValue,
  controlling_branch: controllingBranch,
  lost_return_policy: lostReturnPolicy,
  branch_patron_limit: branchPatronLimit,
  branch_item_rule: branchItemRule,
};

const part = z.string().nullable().optional();
const ScopeForm = z.strictObject({ branch: part, patron_category: part, item_type: part });
const ValueForm = z.union([z.string(), z.number(), z.boolean()]).nullable();
const Lookup = z.strictObject({
  /** The name of the value, without its place. */
  rule: z.string().optional(),
  rows: z.array(ScopeForm.extend({ value: ValueForm })),
  query: ScopeForm,
});
type Lookup = z.infer<typeof Lookup>;

/** `*`, null and nothing are one: any, or not known. */
function scopeOf({ branch, patron_category: category, item_type: itemType }: z.infer<typeof ScopeForm>): KohaScope {
  const read = (text: string | null | undefined) => (text === undefined || text === '*' ? null : text);
  return { branch: read(branch), patron_category: read(category), item_type: read(itemType) };
}

function valueOf({ rows, query }: Lookup): z.infer<typeof ValueForm> | undefined {
  // A rule that is set to nothing is one that was taken away.
  const kept = rows.filter(({ value }) => value !== null);
  const table = kept.map((row, index) => kohaRow(scopeOf(row), { value: row.value }, index));
  return effectiveValues(table, scopeOf(query), ['value']).gives['value'];
}

const WithDefault = Lookup.extend({ site_default: ValueForm.optional() });

function valueWithDefault({ input }: VectorCase): Outcome {
  const { site_default: siteDefault, ...lookup } = readPart(WithDefault, input);
  return { value: orSiteDefault(given(valueOf(lookup)), siteDefault ?? null) };
}

/** Blank is written as an empty text. */
function given<T>(value: T | undefined): Given<T> {
  return value === '' ? BLANK : value;
}

/** Rules are stored as text, also where a case writes a number. */
const StoredForm = z
  .union([z.string(), z.number()])
  .nullable()
  .transform((value) => (value === null ? null : String(value)));
const SetForm = z.strictObject({ rule: z.string(), set: ScopeForm.extend({ value: StoredForm }) });

function setThenGet({ input }: VectorCase): Outcome {
  const { rule, set } = readPart(SetForm, input);
  const { value, ...scope } = set;
  const given = new Set(SCOPE_PARTS.filter((name) => scope[name] !== undefined));
  const scoped = checkScope(rule, given);
  const stored = checkValue(rule, value);
  if (!scoped.ok) return { error: sayFault('en', scoped.error) };
  if (!stored.ok) return { error: sayFault('en', stored.error) };
  const rows = stored.value === null ? [] : [kohaRow(scopeOf(scope), { [rule]: stored.value }, 0)];
  return { value: effectiveValues(rows, scopeOf(scope), [rule]).gives[rule] ?? null };
}

const ScopeCheck = z.strictObject({ rule: z.string(), scope_given: z.array(z.enum(SCOPE_PARTS)) });

function checkRuleScope({ input }: VectorCase): Outcome {
  const { rule, scope_given: given } = readPart(ScopeCheck, input);
  const checked = checkScope(rule, new Set(given));
  return checked.ok ? { accepted: true } : { accepted: false, offending_scope: checked.error.path };
}

const ValueCheck = z.strictObject({ rule: z.string(), value: StoredForm });

function checkRuleValue({ input }: VectorCase): Outcome {
  const { rule, value } = readPart(ValueCheck, input);
  const checked = checkValue(rule, value);
  return checked.ok ? { accepted: true } : { accepted: false, why: sayFault('en', checked.error) };
}

const circControl = z.enum(['PickupLibrary', 'PatronLibrary', 'ItemHomeLibrary']);
const ControlForm = z.strictObject({ control: circControl, desk_branch_known: z.boolean() });

/** The names that cases have for the places a branch is taken from; home and holding are one there. */
const BRANCH_FROM: Readonly<Record<Exclude<LibrarySource, 'item'>, string>> = {
  desk: 'desk_branch',
  patron: 'patron_branch',
  'item-home': 'item_branch',
  'item-holding': 'item_branch',
  'item-owner': 'item_branch',
  'item-desk': 'item_branch',
  pickup: 'pickup_branch',
};

function controllingBranch({ input }: VectorCase): Outcome {
  const { control, desk_branch_known: isDeskKnown } = readPart(ControlForm, input);
  const places = { desk: isDeskKnown ? 'desk' : null, patron: 'patron', itemHome: 'home', itemHolding: 'holding' };
  const found = whoseLibrary(CIRC_CONTROL[control], places);
  return found === null ? {} : { branch_from: BRANCH_FROM[found.source] };
}

const LostReturnForm = z.strictObject({
  control: z.enum(['CheckinLibrary', 'ItemHomeBranch', 'ItemHoldingBranch']),
  checkin_branch: part,
  item: z.strictObject({ home_branch: part, holding_branch: part }),
  rows: z.array(z.strictObject({ branch: part, value: z.union([z.string(), z.number()]) })),
});

function lostReturnPolicy({ input }: VectorCase): Outcome {
  const { control, checkin_branch: desk, item, rows } = readPart(LostReturnForm, input);
  const places = { desk, itemHome: item.home_branch, itemHolding: item.holding_branch };
  const found = whoseLibrary(LOST_RETURN_CONTROL[control], places);
  const table = rows.map(({ branch, value }, index) => kohaRow(scopeOf({ branch }), { lostreturn: value }, index));
  const { gives } = effectiveValues(table, scopeOf({ branch: found?.library }), ['lostreturn']);
  return { lostreturn: gives['lostreturn'] ?? WITHOUT_RULE.lostreturn };
}

const limit = z.union([z.number(), z.string()]).nullable().optional();
const PatronLimitForm = z.strictObject({
  rows: z.array(ScopeForm.extend({ max: limit, max_onsite: limit })),
  query: ScopeForm,
});

function branchPatronLimit({ input }: VectorCase): Outcome {
  const { rows, query } = readPart(PatronLimitForm, input);
  const table = rows.map(({ max, max_onsite: onsite, ...scope }, index) =>
    kohaRow(scopeOf(scope), { max: given(max), onsite: given(onsite) }, index),
  );
  const { gives } = effectiveValues<Given<string | number>>(table, scopeOf(query), ['max', 'onsite']);
  return { max: orSiteDefault(gives['max'], null), max_onsite: orSiteDefault(gives['onsite'], null) };
}

const ItemRuleForm = z.strictObject({
  rows: z.array(ScopeForm.extend({ hold_allowed: limit, return_branch: part, hold_fulfillment: part })),
  query: ScopeForm,
});

/** Cases write the setting of allowed holds as Koha's old number for it. */
const siteDefaults = { ...WITHOUT_RULE, holdallowed: HOLD_ALLOWED_NUMBERS[WITHOUT_RULE.holdallowed] };

function branchItemRule({ input }: VectorCase): Outcome {
  const { rows, query } = readPart(ItemRuleForm, input);
  const table = rows.map(({ hold_allowed: allowed, return_branch: back, hold_fulfillment: fulfil, ...scope }, index) =>
    kohaRow<Given<string | number>>(
      scopeOf(scope),
      // None of these has a value for "nothing": a row with none leaves it to the next.
      {
        holdallowed: given(allowed ?? undefined),
        returnbranch: given(back ?? undefined),
        hold_fulfillment_policy: given(fulfil ?? undefined),
      },
      index,
    ),
  );
  const names = ['holdallowed', 'returnbranch', 'hold_fulfillment_policy'] as const;
  const { gives } = effectiveValues(table, scopeOf(query), names);
  const [allowed, back, fulfil] = names.map((name) => orSiteDefault(gives[name], siteDefaults[name]));
  return { hold_allowed: allowed, return_branch: back, hold_fulfillment: fulfil };
}
