// Every reason that the rules name is raised by an act at a desk, from a rule set and facts; the few that no act raises are named, with
// the reason, in the coverage of the rules.

import { readFileSync } from 'node:fs';
import { decideChangeDueDate } from '../../../../../shared/circ/decide/change-due-date.ts';
import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { decideCheckout, type CheckoutAsk } from '../../../../../shared/circ/decide/checkout.ts';
import { decideMove } from '../../../../../shared/circ/decide/move-due-date.ts';
import { decidePlaceHold } from '../../../../../shared/circ/decide/place-hold.ts';
import { decideRecall } from '../../../../../shared/circ/decide/recall.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import type { RecallFacts } from '../../../../../shared/circ/decide/judge-recalling.ts';
import type {
  CheckinFacts,
  HoldCopy,
  ItemFacts,
  PatronFacts,
  PlaceHoldFacts,
} from '../../../../../shared/circ/facts.ts';
import type { Item, ItemState } from '../../../../../shared/circ/model/item.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import type { Patron } from '../../../../../shared/circ/model/patron.ts';
import { REASONS, type ReasonCode } from '../../../../../shared/core/codes/reasons.ts';
import type { Booking } from '../../../../../shared/circ/model/booking.ts';
import type { EquipmentKind } from '../../../../../shared/circ/model/equipment.ts';
import { actId, bookingId, branchId, holdId, itemId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import {
  DEFAULT_SETTINGS,
  type KohaRuleSet,
  type KohaSettings,
} from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { NO_LEND_TERMS, type LendTerms } from '../../../../../shared/rules/model/policy/lend.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../../../shared/rules/model/policy/renew.ts';
import type { LoanPolicy, PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import type { RuleGives, RuleSet, WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { folioRules, loanPolicy, policyRule } from '../../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../../support/koha-rules.ts';
import { projectDir } from '../../../../support/project-dir.ts';
import {
  block,
  calendar,
  checkoutFacts,
  days,
  duration,
  hold,
  hours,
  inNewYork,
  item,
  itemFacts,
  loan,
  MONDAY,
  out,
  patron,
  patronFacts,
  ruleSet,
} from '../../../../support/small-library.ts';
import { giving } from '../../../../support/written-rules.ts';

type About = Parameters<typeof checkoutFacts>[0];
type Told = readonly string[];
const codesOf = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }): Told =>
  reasons.map(({ code }) => code);

/** One of many due dates that are moved to a day. */
function moveTo(day: string): Told {
  const { library } = checkoutFacts();
  const held = loan('L', { dueAt: inNewYork('2022-06-15T23:59:00') });
  const decision = decideMove(
    { library, loan: held, policy: null, isOwn: false },
    { move: { to: 'day', day }, mayShorten: false },
    MONDAY,
  );
  return decision.outcome === 'stays' ? [decision.why.code] : [];
}

const lend = (about: About = {}, at = MONDAY): Told =>
  codesOf(decideCheckout(checkoutFacts(about), { barcode: '3100', card: '2100', overrides: [] }, at));
const lendToStranger = (stranger: NonNullable<CheckoutAsk['stranger']>): Told =>
  codesOf(
    decideCheckout(checkoutFacts({ patron: null }), { barcode: '3100', card: '2100', overrides: [], stranger }, MONDAY),
  );
const lendTo = (who: Partial<PatronFacts>, rules: RuleSet = ruleSet()): Told =>
  lend({ rules, patron: patronFacts(who) });
const lenderTerms = {
  lender: 'Coast Library',
  dueAt: MONDAY + 3 * DAY_MS,
  inBuilding: false,
  noRenewal: true,
  request: null,
  receivedAt: MONDAY,
};
const lendByProxy = (who: Partial<Patron>): Told =>
  codesOf(
    decideCheckout(
      { ...checkoutFacts(), proxy: { patron: patron({ id: patronId('other'), ...who }), isOldCard: false } },
      { barcode: '3100', card: '2100', overrides: [] },
      MONDAY,
    ),
  );
const lendItem = (about: Partial<Item>, state: Partial<ItemState> = {}, facts: Partial<ItemFacts> = {}): Told =>
  lend({ item: itemFacts({ item: item(about, state), ...facts }) });
const person = (over: Partial<Patron>): Partial<PatronFacts> => ({ patron: patron(over) });
const given = (gives: RuleGives, over: Partial<WeightedRuleSet> = {}) => giving(gives, over);
const koha = (settings: Partial<KohaSettings>, over: Partial<KohaRuleSet> = {}) =>
  kohaRules({ settings: { ...DEFAULT_SETTINGS, ...settings }, ...over });
const folio = (policy: Partial<LoanPolicy>, over: Partial<PolicyRuleSet> = {}) =>
  folioRules({
    rules: [policyRule(1, 'asked', { rank: [0], criteria: { itemKind: { any: true } } })],
    loanPolicies: [loanPolicy('asked', policy)],
    ...over,
  });
const lending = (lendTerms: Partial<LendTerms>) =>
  folio({ lend: { ...NO_LEND_TERMS, period: { n: 2, unit: 'weeks' }, ...lendTerms } });

const held = (over: Partial<Loan> = {}) => loan('L', { itemId: itemId('X'), ...over });
const onLoan = (over: Partial<Loan> = {}, facts: Partial<ItemFacts> = {}): ItemFacts =>
  itemFacts({ item: item({}, { status: 'on-loan', loan: held(over).id }), loan: held(over), ...facts });
const renew = (rules: RuleSet = ruleSet(), over: Partial<Loan> = {}, facts: Partial<ItemFacts> = {}): Told =>
  codesOf(decideRenew(checkoutFacts({ rules, item: onLoan(over, facts) }), { barcode: '3100', overrides: [] }, MONDAY));
const renewBy = (renewTerms: Partial<RenewTerms>, policy: Partial<LoanPolicy> = {}, facts: Partial<ItemFacts> = {}) =>
  renew(folio({ renew: { ...PLAIN_RENEW_TERMS, ...renewTerms }, ...policy }), {}, facts);

type UnitStory = {
  readonly patron?: string;
  /** How long until it begins. */
  readonly inMs?: number;
  readonly others?: readonly string[];
  readonly kind?: Partial<EquipmentKind>;
};
/** X, which is booked. */
function unitBooked({ patron: booker = 'Q', inMs = 0, others = [], kind = {} }: UnitStory) {
  const booking: Booking = {
    id: bookingId('B'),
    kind: 'books',
    unit: itemId('X'),
    patronId: patronId(booker),
    from: MONDAY + inMs,
    to: MONDAY + inMs + DAY_MS,
    branch: branchId('main'),
    noShowAt: MONDAY + inMs + 60_000,
    placedAt: MONDAY - DAY_MS,
    placedBy: actId('b'),
    ends: [],
  };
  const units = ['X', ...others].map((id) => ({ id: itemId(id), barcode: id, loan: null }));
  return {
    kind: { id: 'books', name: 'Books', types: ['kind-book'], ...kind },
    standing: { units, bookings: [booking], turnaroundMs: 0 },
  };
}
const lendUnit = (story: UnitStory, who: Partial<PatronFacts> = {}): Told =>
  lend({ item: itemFacts({ equipment: unitBooked(story) }), patron: patronFacts(who) });

const back = (facts: Partial<CheckinFacts>, rules: RuleSet = ruleSet(), desk: string | null = 'main'): Told =>
  codesOf(
    decideCheckin(
      { library: checkoutFacts({ rules, desk }).library, item: itemFacts(), ...facts },
      { barcode: '3100' },
      MONDAY,
    ),
  );
const returned = (about: Partial<Item>, state: Partial<ItemState>, rules?: RuleSet, desk?: string): Told =>
  back({ item: itemFacts({ item: item(about, state) }) }, rules, desk);
const late = (daysPerUnit: number, who: Partial<Patron> = {}): Told => {
  const rules = given({ ban: { rate: { flatDays: 0, daysPerUnit, perUnits: 1, maxDays: null } } });
  const facts = checkoutFacts({ rules });
  const { terms } = decideCheckout(facts, { barcode: '3100', card: '2100', overrides: [] }, MONDAY);
  return back({ item: onLoan({ dueAt: MONDAY - 3 * DAY_MS }), policy: terms?.policy, holder: patron(who) }, rules);
};

const lostIsBack = (gives: RuleGives, over: Partial<Loan> = {}): Told => {
  const facts = checkoutFacts({ rules: given(gives) });
  const { terms } = decideCheckout(facts, { barcode: '3100', card: '2100', overrides: [] }, MONDAY);
  const lost = loan('L', { itemId: itemId('X'), state: 'lost', lostAt: MONDAY - DAY_MS, ...over });
  return back({ item: itemFacts({ item: item({}, { status: 'lost' }), loan: lost }), policy: terms?.policy });
};

const place = (
  rules: RuleSet = ruleSet(),
  over: Partial<PlaceHoldFacts> = {},
  pickup: string | null = 'main',
): Told => {
  const copies: HoldCopy[] = [{ item: item(), location: null }];
  const facts = { patron: patronFacts(), itemId: null, copies, held: [], titleId: titleId('T'), ...over };
  const ask = { card: '2100', pickup, overrides: [] };
  return codesOf(decidePlaceHold({ library: checkoutFacts({ rules }).library, ...facts }, ask, MONDAY));
};
const callBack = (recall: RuleGives['recall'], over: Partial<RecallFacts> = {}): Told => {
  const rules = recall === undefined ? ruleSet() : given({ recall });
  const facts: RecallFacts = {
    library: checkoutFacts({ rules }).library,
    patron: patronFacts(),
    itemId: itemId('X'),
    copies: [{ item: item(), location: null }],
    held: [],
    titleId: titleId('T'),
    item: onLoan(),
    holder: patronFacts(),
    policy: null,
    waitsBy: null,
    open: 0,
    openOnRecord: 0,
    ...over,
  };
  return codesOf(decideRecall(facts, { card: '2100', pickup: 'main', overrides: [] }, MONDAY));
};
const heldOut = (id: string, of = 'Other') => ({
  hold: hold(id, { titleId: titleId(of), placedAt: MONDAY }),
  kinds: [null],
});
const copy = (about: Partial<Item>, state: Partial<ItemState> = {}): HoldCopy => ({
  item: item(about, state),
  location: null,
});

const limitOf = (counts: 'fines' | 'overdues' | 'lost', blocks: 'CIRC' = 'CIRC') =>
  ruleSet({ thresholds: [{ group: 'everybody', branch: branchId('all'), counts, limit: 1, blocks: [blocks] }] });
const kinds = (criteria: PolicyRuleSet['rules'][number]['criteria']) =>
  folio({ itemLimit: 1 }, { rules: [policyRule(1, 'asked', { rank: [0], criteria })] });
const itemLimit = (criteria: PolicyRuleSet['rules'][number]['criteria']): Told =>
  lend({
    rules: kinds(criteria),
    item: itemFacts({ item: item({ kind: 'book', loanType: 'reserve' }) }),
    patron: patronFacts({
      patron: patron({ group: 'students' }),
      loansOut: [out('A', {}, { kind: 'book', loanType: 'reserve' })],
    }),
  });
const BOOK = { itemKind: { in: ['kind-book'] } };
const RESERVE = { loanType: { in: ['type-reserve'] } };
const STUDENT = { patronGroup: { in: ['group-students'] } };

/** An act that raises each. */
const STORIES: Partial<Record<ReasonCode, () => Told>> = {
  ITEM_UNKNOWN: () => lend({ item: null }),
  PATRON_UNKNOWN: () => lend({ patron: null }),
  ITEM_NOT_REGISTERED: () => {
    const ask = { barcode: '3100', card: '2100', overrides: [], unknownItem: { isSought: true } };
    return codesOf(decideCheckout(checkoutFacts({ item: null }), ask, MONDAY));
  },
  PATRON_NOT_REGISTERED: () => lendToStranger({ isSought: true, isEquipment: false }),
  EQUIPMENT_WITHOUT_ACCOUNT: () => lendToStranger({ isSought: false, isEquipment: true }),
  NO_RULE: () => lend({ rules: ruleSet({ rules: [] }) }),
  PATRON_EXPIRED: () => lendTo(person({ expiresAt: MONDAY - DAY_MS })),
  PATRON_BLACKOUT: () =>
    lendTo(
      {},
      ruleSet({
        groups: ruleSet({}).groups.map((group) => ({
          ...group,
          joining: {
            required: [],
            feeMinor: 0,
            ends: null,
            blackout: [{ from: '2022-06-13', to: '2022-06-13', name: 'Exams' }],
          },
        })),
      }),
    ),
  PATRON_INACTIVE: () => lendTo(person({ active: false })),
  PATRON_BARRED: () => lendTo(person({ barred: true })),
  PATRON_RESTRICTED: () => lendTo(person({ blocks: [block('STAFF_C')] })),
  PATRON_ADDRESS: () => lendTo(person({ blocks: [block('INVALID_PATRON_ADDRESS')] })),
  PATRON_COLLECTIONS: () => lendTo(person({ blocks: [block('PATRON_EXCEEDS_COLLECTIONS_WARNING')] })),
  PATRON_CARD_LOST: () => lendTo({ isOldCard: true }),
  OWN_ACCOUNT: () => lendTo({ isOwn: true }),
  PROXY_INVALID: () => lendByProxy({}),
  PROXY_BLOCKED: () => lendByProxy({ barred: true }),
  PATRON_OVERDUES: () => lendTo({ loansOut: [out('A', { dueAt: MONDAY - DAY_MS })] }, limitOf('overdues')),
  PATRON_FINES: () => lendTo({ owedMinor: 600 }, koha({})),
  PATRON_OTHER_FEES: () => lendTo({ owedMinor: 300, owedFor: { rental: 300 } }, koha({ rentalsCount: false })),
  PATRON_LOST_COUNT: () => lendTo({ loansOut: [out('A', { state: 'lost' })] }, limitOf('lost')),
  PATRON_STATS: () => lendTo({}, given({}, { checkout: { statisticsGroups: ['students'] } })),
  PATRON_OTHER_LIBRARY: () => lendTo(person({ home: branchId('east') }), koha({ independentBranches: true })),
  AGE_RESTRICTED: () => lendTo(person({ birthDate: '2010-06-14' }), given({ lend: { leastAge: 12 } })),
  LIMIT_REACHED: () => lendTo({ loansOut: [out('A')] }, given({ limits: { total: { max: 1, maxOnsite: null } } })),
  LIMIT_SET: () =>
    lend({
      rules: ruleSet({
        limitSets: [
          { id: '1', name: 'Films', branch: branchId('all'), limit: 1, kinds: ['film'], locations: [], global: false },
        ],
      }),
      item: itemFacts({ item: item({ kind: 'film' }) }),
      patron: patronFacts({ loansOut: [out('A', {}, { kind: 'film' })] }),
    }),
  LIMIT_MATERIAL_TYPE: () => itemLimit(BOOK),
  LIMIT_LOAN_TYPE: () => itemLimit(RESERVE),
  LIMIT_MATERIAL_AND_LOAN_TYPE: () => itemLimit({ ...BOOK, ...RESERVE }),
  LIMIT_PATRON_GROUP_MATERIAL_TYPE: () => itemLimit({ ...BOOK, ...STUDENT }),
  LIMIT_PATRON_GROUP_LOAN_TYPE: () => itemLimit({ ...RESERVE, ...STUDENT }),
  LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE: () => itemLimit({ ...BOOK, ...RESERVE, ...STUDENT }),
  REUSE_TOO_SOON: () =>
    lendTo(
      { returned: [{ itemId: 'X', kind: null, at: MONDAY - 60_000 }] },
      given({ reuse: { cooldownMinutes: 20, of: 'item' } }),
    ),
  BOOKED_BY_PATRON: () => lendUnit({ patron: 'P' }),
  BOOKED_TO_ANOTHER: () => lendUnit({}),
  UNIT_FREE_FROM: () => lendUnit({}),
  UNIT_OTHER_FREE: () => lendUnit({ others: ['Y'] }),
  DUE_BOOKED_AFTER: () => lendUnit({ inMs: 5 * DAY_MS }),
  RENEW_BOOKED: () => renew(ruleSet(), { dueAt: MONDAY + DAY_MS }, { equipment: unitBooked({ inMs: DAY_MS }) }),
  EQUIPMENT_LIMIT: () => lendUnit({ kind: { quantity: 1 } }, { loansOut: [{ ...out('A'), kind: 'kind-book' }] }),
  AGREEMENT_NEEDED: () => lendUnit({ kind: { agreement: {} } }),
  EQUIPMENT_TOO_SOON: () =>
    lendUnit(
      { kind: { cooldownMinutes: 60 } },
      { returned: [{ itemId: 'Z', kind: 'kind-book', at: MONDAY - 60_000 }] },
    ),
  PATRON_CANT: () => lend({ rules: given({ circulates: false }) }),
  ITEM_NOT_LOANABLE: () =>
    lend({
      rules: koha({}, { itemTypes: { map: { notForLoan: true } } }),
      item: itemFacts({ item: item({ kind: 'map' }) }),
    }),
  ITEM_WITHDRAWN: () => lendItem({}, { status: 'discarded' }),
  ITEM_LOST: () => lendItem({}, { status: 'missing' }),
  ITEM_BAD_STATUS: () => lendItem({}, { status: 'bindery' }),
  ITEM_IN_TRANSIT: () => lendItem({}, { status: 'in-transit', to: branchId('east') }),
  ITEM_IN_QUESTION: () => lendItem({}, { status: 'in-question' }),
  ITEM_OTHER_LIBRARY: () =>
    lend({ rules: koha({ independentBranches: true }), item: itemFacts({ item: item({ home: branchId('east') }) }) }),
  ITEM_PARTS: () => lendItem({ parts: ['map'] }),
  ITEM_ALERT: () => lendItem({ alert: 'Torn cover' }),
  LOANED_TO_PATRON: () => lend({ item: onLoan() }),
  NO_MORE_RENEWALS: () => lend({ rules: koha({}), item: onLoan({ renewals: 2 }) }),
  LOANED_TO_ANOTHER: () => lend({ item: onLoan({ patronId: patronId('Q') }) }),
  RETURN_NOT_HERE: () =>
    lend({
      rules: koha({ returnsAllowedAt: 'home' }),
      item: onLoan({ patronId: patronId('Q') }, { item: item({ home: branchId('east') }, { status: 'on-loan' }) }),
    }),
  SAME_TITLE_OUT: () =>
    lendTo({ loansOut: [out('A', {}, { titleId: titleId('T') })] }, koha({ allowMultipleIssuesOnABiblio: false })),
  BORROWED_BEFORE: () =>
    lendTo(
      { returned: [{ itemId: 'Y', kind: null, titleId: titleId('T'), at: MONDAY - 90 * DAY_MS }] },
      given({}, { checkout: { borrowedBefore: 'alert' } }),
    ),
  OUT_NOW: () => lendTo({ loansOut: [out('A', {}, { titleId: titleId('T') })] }, koha({ checkPrevCheckout: true })),
  HELD_FOR_ANOTHER: () => lendItem({}, { status: 'on-hold-shelf', hold: holdId('H') }, { holds: [hold('H')] }),
  HOLD_WAITING: () => lendItem({}, {}, { holds: [hold('H')] }),
  RECALLED_FOR_ANOTHER: () => lendItem({}, {}, { holds: [hold('H')], recalls: [holdId('H')] }),
  HIGH_HOLDS: () =>
    lend({
      rules: given({ shorterUnderHolds: { threshold: { holds: 1, above: 'nothing' }, period: days(3) } }),
      item: itemFacts({ holds: [hold('H')] }),
    }),
  RENTAL_FEE: () =>
    lend({
      rules: koha(
        { confirmsRentals: true },
        { itemTypes: { film: { rental: { flatMinor: 100, perDayMinor: 0, perHourMinor: 0 } } } },
      ),
      item: itemFacts({ item: item({ kind: 'film' }) }),
    }),
  DEPOSIT: () => lend({ rules: given({ money: { depositMinor: 2000 } }) }),
  DUE_INVALID: () => lend({ rules: lending({ profile: 'fixed', schedules: [] }) }),
  DUE_TOO_SOON: () =>
    lend({ rules: given({ duration: duration(hours(1)), hoursMode: 'cut_to_closing' }) }, MONDAY + 7.95 * 3_600_000),
  DUE_SHORTENED: () => lend({ rules: given({ duration: duration(hours(9)), hoursMode: 'cut_to_closing' }) }),
  DUE_LENDER: () => lendItem({ borrowed: lenderTerms }),
  DUE_LATEST: () => lend({ rules: given({ hardDate: { at: MONDAY + 3 * DAY_MS, mode: 'ceiling' } }) }),
  NO_OPEN_DAYS: () =>
    lend({
      rules: ruleSet({}, calendar({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } })),
    }),
  CALENDAR_MISSING: () => lend({ rules: ruleSet({}, null) }),
  DESK_MISSING: () => lend({ desk: null }),
  STALE_DATA: () => lend({ patronsAsOf: MONDAY - DAY_MS }),
  PERIOD_MISSING: () => lend({ rules: lending({ period: null }) }),
  PERIOD_UNIT_UNKNOWN: () => lend({ rules: lending({ period: { n: 1, unit: 'moons' } }) }),
  PERIOD_DURATION_INVALID: () => lend({ rules: lending({ period: { n: 0, unit: 'days' } }) }),
  DUE_ON_CLOSED: () => {
    const { library, item: about } = checkoutFacts({ item: onLoan() });
    const ask = { barcode: '3100', dueAt: MONDAY + 6 * DAY_MS, overrides: [] };
    return codesOf(decideChangeDueDate({ library, item: about, policy: null }, ask, MONDAY));
  },
  DUE_PAST_RECALL: () => {
    const { library, item: about } = checkoutFacts({ item: onLoan({ recalled: true, dueAt: MONDAY + DAY_MS }) });
    const ask = { barcode: '3100', dueAt: MONDAY + 9 * DAY_MS, overrides: [] };
    return codesOf(decideChangeDueDate({ library, item: about, policy: null }, ask, MONDAY));
  },
  DUE_SAME: () => moveTo('2022-06-15'),
  DUE_LATER_ALREADY: () => moveTo('2022-06-14'),
  DUE_SET_BY_STAFF: () =>
    codesOf(
      decideCheckout(checkoutFacts(), { barcode: '3100', card: '2100', dueAt: MONDAY + DAY_MS, overrides: [] }, MONDAY),
    ),

  PATRON_STILL_OVERDUE: () =>
    back({ item: onLoan(), holderLoans: [held(), loan('M', { itemId: itemId('Y'), dueAt: MONDAY - DAY_MS })] }),
  STATUS_CHANGED: () => returned({}, { status: 'reserves' }),
  LOST_FEE_RECHARGED: () => lostIsBack({}, { dueAt: MONDAY - 9 * DAY_MS }),
  NOT_ON_LOAN: () => returned({}, { status: 'available' }),
  LOAN_NOT_FOUND: () => codesOf(decideRenew(checkoutFacts(), { barcode: '3100', overrides: [] }, MONDAY)),
  OTHER_PATRON: () =>
    codesOf(
      decideRenew(checkoutFacts({ item: onLoan() }), { barcode: '3100', patron: patronId('Q'), overrides: [] }, MONDAY),
    ),
  RENEW_LIMIT_REACHED: () => renew(ruleSet(), { renewals: 2 }),
  RENEW_NOT_ALLOWED: () => renew(given({ renew: { allowed: false } })),
  RENEW_NO_GAIN: () => renew(ruleSet(), { dueAt: MONDAY + 60 * DAY_MS }),
  RENEW_ON_HOLD: () => renew(ruleSet(), {}, { holds: [hold('H')] }),
  RENEW_BORROWED: () => renew(ruleSet(), {}, { item: item({ borrowed: lenderTerms }) }),
  RENEW_RECALLED: () => renew(ruleSet(), {}, { holds: [hold('H')], recalls: [holdId('H')] }),
  RENEW_ITEM_LOST: () => renew(ruleSet(), { state: 'lost' }),
  RENEW_TOTAL_REACHED: () => renew(given({ renew: { maxTotal: days(14) } })),
  RENEW_TOO_SOON: () => renew(given({ renew: { notBefore: { period: days(1), precision: 'exact' } } })),
  RENEW_OUTSIDE_FIXED_SCHEDULE: () => renewBy({}, { lend: { ...NO_LEND_TERMS, profile: 'fixed', schedules: [] } }),
  RENEW_OUTSIDE_LIMIT_SCHEDULE: () => renewBy({ limitSchedules: [] }),
  RENEW_REMINDER_FEES: () =>
    renew(given({ overdue: { reminders: [{ after: days(1), feeMinor: 50 }], remindersStopRenewal: true } }), {
      dueAt: MONDAY - 3 * DAY_MS,
    }),
  POLICY_RENEW_FROM_UNKNOWN: () => renewBy({ from: 'unknown' }),
  POLICY_FIXED_WITH_PERIOD: () =>
    renewBy(
      { period: days(3), withHold: 'yes' },
      { lend: { ...NO_LEND_TERMS, profile: 'fixed', schedules: [] } },
      { holds: [hold('H')] },
    ),
  POLICY_FIXED_WITH_ALTERNATE: () =>
    renewBy(
      { withHoldPeriod: days(3), withHold: 'yes' },
      { lend: { ...NO_LEND_TERMS, profile: 'fixed', schedules: [] } },
      { holds: [hold('H')] },
    ),

  RETURNED: () => back({ item: onLoan() }),
  HOLD_FOUND: () => back({ item: onLoan({}, { holds: [hold('H')] }) }),
  RECALL_FOUND: () => back({ item: onLoan({}, { holds: [hold('H')], recalls: [holdId('H')] }) }),
  NEEDS_TRANSIT: () => returned({ home: branchId('east') }, { status: 'on-loan-unknown' }),
  TRANSIT_ARRIVED: () => returned({}, { status: 'in-transit', to: branchId('main') }),
  WRONG_TRANSIT: () => returned({}, { status: 'in-transit', to: branchId('east') }),
  ITEM_PARTS_BACK: () => returned({ parts: ['map'] }, {}),
  LOCAL_USE: () => returned({}, {}, given({ returns: { countsLocalUse: true } })),
  WITHDRAWN: () => returned({}, { status: 'discarded' }),
  LOST_BLOCKED: () => returned({}, { status: 'lost' }, koha({ blocksLostReturns: true })),
  LOST_FOUND: () => returned({}, { status: 'missing' }),
  BILL_LIFTED: () => lostIsBack({}),
  LOST_FEE_KEPT: () => lostIsBack({ loss: { onReturn: { cost: 'keep', processing: 'keep', overdue: 'none' } } }),
  BAN_SET: () => late(2),
  BAN_BEFORE: () => late(1, { blocks: [block('STAFF_C', { endsAt: MONDAY + 30 * DAY_MS })] }),
  BAN_FOREVER: () => late(1, { blocks: [block('STAFF_C')] }),

  HOLD_NOT_ALLOWED: () => place(given({ hold: { from: 'none' } })),
  HOLD_STATUS: () => place(ruleSet(), { copies: [copy({}, { status: 'missing' })] }),
  HOLD_LIMIT_REACHED: () => place(given({ hold: { total: 1 } }), { held: [heldOut('A')] }),
  HOLD_LIMIT_RECORD: () =>
    place(koha({}, { rows: [plainKohaRow, kohaRow({ holds_per_record: '1', reservesallowed: '9' })] }), {
      held: [heldOut('A', 'T')],
    }),
  HOLD_LIMIT_DAY: () => place(given({ hold: { perDay: 1 } }), { held: [heldOut('A')] }),
  HOLD_OTHER_LIBRARY: () => place(given({ hold: { from: 'home' } }), { copies: [copy({ home: branchId('east') })] }),
  HOLD_OTHER_GROUP: () => place(given({ hold: { from: 'group' } }), { copies: [copy({ home: branchId('east') })] }),
  HOLD_PICKUP: () => place(given({ hold: { transitRange: 1 } }), {}, 'east'),
  HOLD_DUPLICATE: () => place(ruleSet(), { held: [heldOut('A', 'T')] }),
  HOLD_ON_LOAN_TO_PATRON: () =>
    place(ruleSet(), { patron: patronFacts({ loansOut: [out('A', { itemId: itemId('X') })] }) }),
  HOLD_AGE: () =>
    place(
      given({ hold: { ageProtection: { youngerThanDays: 30, distance: 1 } } }),
      { copies: [copy({ addedAt: MONDAY - DAY_MS })] },
      'east',
    ),
  HOLD_ITEM_DAMAGED: () =>
    place(given({ hold: { damagedAllowed: false } }), { copies: [copy({}, { status: 'damaged' })] }),
  RECALL_NOT_FIRST: () =>
    callBack({ allowed: 1 }, { item: onLoan({}, { holds: [hold('H', { patronId: patronId('R') })] }) }),
  RECALL_ON_SHELF: () => callBack({ allowed: 1 }, { item: itemFacts() }),
  RECALL_NOT_ALLOWED: () => callBack({ allowed: 0 }),
  RECALL_LIMIT_REACHED: () => callBack({ allowed: 1 }, { open: 1 }),
  RECALL_LIMIT_RECORD: () => callBack({ allowed: 9, perRecord: 1 }, { open: 1, openOnRecord: 1 }),
  HOLD_RECALL_EXISTS: () => callBack({ allowed: 1 }, { item: onLoan({}, { recalls: [holdId('H')] }) }),
  HOLD_AVAILABLE_PAGE_INSTEAD: () => place(given({ hold: { onShelf: 'no' } })),
};

const page = readFileSync(`${projectDir}/docs/rules-coverage.md`, 'utf8');
const [, section = ''] = page.split('## Reasons that no judged act raises\n');
const NAMED =
  section
    .split('\n## ')[0]
    ?.match(/`[A-Z_]+`/g)
    ?.map((name) => name.slice(1, -1)) ?? [];

describe('a reason', () => {
  test.each(Object.entries(STORIES))('%s is raised by an act at a desk', (code, story) => {
    expect(story()).toContain(code);
  });

  test('that no story raises is named in the coverage of the rules, and no other is', () => {
    const unraised = Object.keys(REASONS).filter((code) => !Object.hasOwn(STORIES, code));
    expect(NAMED.toSorted()).toEqual(unraised.toSorted());
  });
});
