// Koha's rules as an engine: each value from its own most specific row, and the terms of all of them together.

import { zoneClock } from '../calendar/zone-clock.ts';
import {
  kohaRow,
  kohaSubject,
  valueMatcher,
  type KohaRow,
  type KohaScope,
  type KohaValues,
} from '../koha/koha-rules.ts';
import { kohaHoldTerms, kohaPolicy, kohaReturnTerms, type KohaPolicy } from '../koha/koha-policy.ts';
import type { KohaRuleSet } from '../koha/koha-rule-set.ts';
import { valueReader } from '../koha/read-value.ts';
import { KOHA_RULE_KINDS } from '../koha/rule-kinds.ts';
import { CIRC_CONTROL, RESERVES_CONTROL } from '../koha/site-settings.ts';
import type { LimitRow } from '../limits/loan-limit.ts';
import type { RuleSubject } from '../match/rule-subject.ts';
import { orSiteDefault } from '../model/policy/given.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import type { Matched } from '../strategies/matched.ts';
import { kohaSettings } from './checkout-settings.ts';
import { libraryOf } from './library-of.ts';
import { policyOf } from './plain-policy.ts';
import type { Resolved, ResolvedHold, ResolvedLimits, ResolvedReturn, ResolveQuestion } from './resolved.ts';

type Row = KohaRow<string>;
type Values = Matched<KohaValues<string>, Row>;

const NAMES = [...KOHA_RULE_KINDS.keys()];

/** Resolves loans by Koha's rules. */
export function kohaResolver(rules: KohaRuleSet): (question: ResolveQuestion) => Resolved {
  const rows = rules.rows.map(({ values, ...scope }, index) => kohaRow(scope, values, index));
  const clock = zoneClock(rules.zone);
  const limitsOf = limitsFinder(rules, rows);
  const valuesOf = valueMatcher(rows, NAMES);
  const types = new Map(Object.entries(rules.itemTypes ?? {}));
  const typeOf = (kind: string | null) => types.get(kind ?? '');
  const notLent = rules.settings.allowNotForLoanOverride ? 'override' : 'block';
  return ({ subject }) => {
    const branch = kohaBranch(rules, subject);
    const scope: KohaScope = { branch, patron_category: subject.patronGroup, item_type: subject.itemKind };
    const values = valuesOf(scope);
    const policy = clock === null ? null : kohaPolicy(values.gives, rules, clock);
    const hasLength = values.gives['issuelength'] !== undefined;
    return {
      policy: policy === null || !hasLength ? null : policyOf(termsOf(policy)),
      missing: [],
      circulatesBy: null,
      calendarOf: branch,
      rowIds: values.contributors.map(({ id }) => id),
      candidates: values.candidates,
      askedAbout: kohaSubject(scope),
      pressure: policy?.pressure ?? null,
      settings: kohaSettings(rules, typeOf(subject.itemKind), discountOf(values)),
      notForLoan: typeOf(subject.itemKind)?.notForLoan === true ? notLent : 'nothing',
      leastAge: null,
      ownLibraryOnly: rules.settings.independentBranches,
      isForStatistics: (rules.statisticsCategories ?? []).some((category) => category === subject.patronGroup),
      reuse: null,
      loanLimits: policy === null ? null : limitsOf(scope, values, policy),
      ruleLimit: null,
      itemLimit: null,
    };
  };
}

/** The percentage that a rule takes off the price of a loan of the item type. */
function discountOf({ gives }: Values): number {
  const written = Number(gives['rentaldiscount'] ?? 0);
  return Number.isFinite(written) ? written : 0;
}

const RETURN_NAMES = ['returnbranch'] as const;

/** Resolves returns by Koha's rules: those of the library that the item belongs to, no matter who had it. */
export function kohaReturns(rules: KohaRuleSet): (subject: RuleSubject) => ResolvedReturn {
  const rows = rules.rows
    .filter(({ values }) => RETURN_NAMES.some((name) => values[name] !== undefined))
    .map(({ values, ...scope }, index) => kohaRow(scope, values, index));
  const valuesOf = valueMatcher(rows, RETURN_NAMES);
  return ({ itemHome, itemKind }) => {
    const scope: KohaScope = { branch: itemHome, patron_category: null, item_type: itemKind };
    const { gives, candidates } = valuesOf(scope);
    return { terms: kohaReturnTerms(gives, rules.settings), candidates, askedAbout: kohaSubject(scope) };
  };
}

const HOLD_NAMES = [
  'holdallowed',
  'hold_fulfillment_policy',
  'max_holds',
  'reservesallowed',
  'holds_per_record',
  'holds_per_day',
  'onshelfholds',
  'opacitemholds',
  'holds_pickup_period',
] as const;

/** Resolves holds by Koha's rules: those of the library that the site settings name. */
export function kohaHolds(rules: KohaRuleSet): (subject: RuleSubject) => ResolvedHold {
  const rows = rules.rows
    .filter(({ values }) => HOLD_NAMES.some((name) => values[name] !== undefined))
    .map(({ values, ...scope }, index) => kohaRow(scope, values, index));
  const { settings } = rules;
  const valuesOf = valueMatcher(rows, HOLD_NAMES);
  return (subject) => {
    const branch = libraryOf(RESERVES_CONTROL[settings.reservesControl], subject);
    const scope: KohaScope = { branch, patron_category: subject.patronGroup, item_type: subject.itemKind };
    const { gives, givenBy, candidates } = valuesOf(scope);
    return {
      terms: kohaHoldTerms(gives, settings),
      typesByPolicy: null,
      asksByStatus: false,
      leastAge: null,
      ownLibraryOnly: settings.independentBranches,
      limitsKind: named(givenBy.get('reservesallowed')?.criteria.itemKind),
      candidates,
      askedAbout: kohaSubject(scope),
    };
  };
}

/** The library whose rules and calendar a loan follows. */
export function kohaBranch({ settings }: KohaRuleSet, subject: RuleSubject): string | null {
  return libraryOf(CIRC_CONTROL[settings.circControl], subject, settings.itemLibrary);
}

function termsOf(policy: KohaPolicy): PolicyTerms {
  const { lend, shaping, renew, overdue, ban, recall, returning } = policy;
  const keeps = returning.lostBill === 'keep';
  return {
    profile: 'koha',
    name: '',
    lend,
    shaping,
    renew,
    overdue,
    lost: {
      ...LOST,
      onReturn: {
        cost: keeps ? 'keep' : 'refund',
        processing: keeps ? 'keep' : 'refund',
        overdue: returning.lostBill === 'recharge-overdue' ? 'recharge' : 'none',
      },
    },
    ban: ban.rate.daysPerUnit === 0 ? null : ban,
    recall,
  };
}

/** Koha ages loans by a schedule of its own, which is no rule; the person who loses an item pays its price. */
const LOST: Omit<LostTerms, 'onReturn'> = {
  aging: { lostAfter: null, billAfter: null },
  recalledAging: null,
  cost: 'price',
  setMinor: 0,
  defaultPriceMinor: 0,
  processingMinor: 0,
  processingWhen: { declared: true, aged: true },
  refundWithin: null,
};

/** Finds the limits with the rows that they come from: a row counts by its criteria, and by the types below its item type. */
function limitsFinder(
  { itemTypeParents = {} }: KohaRuleSet,
  rows: readonly Row[],
): (scope: KohaScope, values: Values, policy: KohaPolicy) => ResolvedLimits {
  const parents = new Map(Object.entries(itemTypeParents));
  const below = Map.groupBy(parents.keys(), (type) => parents.get(type));
  const above = new Set(parents.values());
  const ofTypesAbove = rows.filter(
    ({ criteria, gives }) => gives['maxissueqty'] !== undefined && above.has(named(criteria.itemKind) ?? ''),
  );
  const limitOfTypeAbove = valueMatcher(ofTypesAbove, ['maxissueqty']);
  return (scope, { givenBy }, { limits }) => {
    const rowOf = (row: Row, typesWithRows: readonly string[]): LimitRow => ({
      branch: named(row.criteria.deskBranch),
      itemType: named(row.criteria.itemKind),
      typesBelow: below.get(named(row.criteria.itemKind) ?? undefined) ?? [],
      typesWithRows,
      notCounted: limits.notCounted,
    });
    const parent = parents.get(scope.item_type ?? '');
    const parentRow =
      parent === undefined ? undefined : limitOfTypeAbove({ ...scope, item_type: parent }).givenBy.get('maxissueqty');
    const parentMax = parentRow === undefined ? null : maxOf(parentRow);
    const perRule = givenBy.get('maxissueqty') ?? givenBy.get('maxonsiteissueqty');
    const total = givenBy.get('patron_maxissueqty') ?? givenBy.get('patron_maxonsiteissueqty');
    return {
      terms: { ...limits, perParentType: parentMax === null ? null : { max: parentMax, maxOnsite: null } },
      perRule: perRule === undefined ? null : rowOf(perRule, typesBeside(rows, perRule)),
      perParentType: parentRow === undefined ? null : rowOf(parentRow, []),
      total: total === undefined ? null : { ...rowOf(total, []), itemType: null },
    };
  };
}

/** Item types that have a limit of their own for the same library and category. */
function typesBeside(rows: readonly Row[], { criteria }: Row): string[] {
  return rows.flatMap((row) => {
    const type = named(row.criteria.itemKind);
    const isBeside =
      named(row.criteria.deskBranch) === named(criteria.deskBranch) &&
      named(row.criteria.patronGroup) === named(criteria.patronGroup) &&
      row.gives['maxissueqty'] !== undefined;
    return type !== null && isBeside ? [type] : [];
  });
}

/** The limit that a row gives; null = none. */
function maxOf({ gives }: Row): number | null {
  return orSiteDefault(valueReader(gives, 0).count('maxissueqty'), null);
}

function named(criterion: Row['criteria']['deskBranch']): string | null {
  return criterion !== undefined && 'in' in criterion ? (criterion.in[0] ?? null) : null;
}
