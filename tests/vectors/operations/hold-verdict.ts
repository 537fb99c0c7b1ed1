// Cases of verdicts on placing a hold. Each system states other facts; a fact that a case does not state is never against a hold.

import { z } from 'zod';
import {
  judgeHold,
  type HoldQuestion,
  type HoldRefusal,
  type HoldRefusalCause,
} from '../../../shared/rules/holds/judge-hold.ts';
import { OPEN_HOLD_TERMS, type HoldTerms } from '../../../shared/rules/model/policy/hold.ts';
import type { Outcome } from '../compare.ts';
import {
  FulfilmentForm,
  HoldAllowedForm,
  HoldGroupsForm,
  HoldLimitForm,
  OnShelfForm,
  readFulfilment,
  readHoldFrom,
  readHoldLimit,
  readOnShelf,
  RequestTypeForm,
} from '../forms/hold-forms.ts';
import { HoldRowForm, holdValuesOf, ScopeForm } from '../forms/hold-rows.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import type { VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { matchWeighted, WeightedQueryForm, WeightedRuleForm } from './weighted-match.ts';

/** Judges a hold by the facts that a case of its system states. */
export function holdVerdict(one: VectorCase): Outcome {
  return one.system === 'evergreen' ? evergreenVerdict(one) : plainVerdict(one);
}

const part = z.string().nullish();
const flag = z.boolean().optional();
const count = z.int().min(0).optional();

const PlainForm = z.strictObject({
  item_damaged: flag,
  allow_on_damaged: flag,
  independent_branches: flag,
  may_reserve_from_other_branches: flag,
  patron_branch: part,
  patron_category: part,
  patron_age: z.number().nullish(),
  item_branch: part,
  item_home: part,
  item_holding: part,
  item_type: part,
  record_item_type: part,
  item_level_types: flag,
  item_status: part,
  item_minimum_age: z.number().nullish(),
  hold_allowed_rule: HoldAllowedForm.optional(),
  hold_groups: HoldGroupsForm,
  fulfilment_policy: FulfilmentForm.optional(),
  rows: z.array(HoldRowForm).optional(),
  /** The patron and item that the rows are looked up for, where they differ from the other keys. */
  query: ScopeForm.optional(),
  holds_allowed: HoldLimitForm,
  holds_per_record: HoldLimitForm,
  holds_per_day: HoldLimitForm,
  max_holds: HoldLimitForm,
  holds_now: count,
  holds_total_now: count,
  holds_on_record_now: count,
  holds_today: count,
  /** A hold on this copy or on the title: both are placed by the same rules. */
  item_level: flag,
  already_on_hold: flag,
  on_loan_to_patron: flag,
  allow_on_possessions: flag,
  recall_on_record: flag,
  on_shelf_holds: OnShelfForm.optional(),
  copies_available: count,
  copies_total: count,
  request_type: RequestTypeForm.optional(),
  request_types_allowed: z.array(RequestTypeForm).optional(),
  pickup: part,
  pickup_exists: flag,
  pickup_is_pickup_location: flag,
  pickup_can_be_sent: flag,
  /** The library whose rules the rows are looked up by. */
  reserves_control: z.enum(['ItemHomeLibrary', 'PatronLibrary']).optional(),
});
type PlainForm = z.infer<typeof PlainForm>;

const OTHER_NAMES: OtherNames = {
  already_held: 'already_on_hold',
  item_already_on_hold: 'already_on_hold',
  has_hold_on_item: 'already_on_hold',
  patron_has_hold_on_item: 'already_on_hold',
  already_in_possession: 'on_loan_to_patron',
  control: 'reserves_control',
  holds_total: 'holds_total_now',
  holds_allowed_rule: 'hold_allowed_rule',
  hold_allowed: 'hold_allowed_rule',
  reserves_control_branch: 'reserves_control',
  transfer_allowed: 'pickup_can_be_sent',
  holds_on_record: 'holds_on_record_now',
  holds_under_rule_now: 'holds_now',
  patron_holds_now: 'holds_total_now',
  holds_today_now: 'holds_today',
  holds_placed_today: 'holds_today',
  home_branch: 'item_home',
  holding_branch: 'item_holding',
};

function plainVerdict(one: VectorCase): Outcome {
  const facts = readPart(PlainForm, underOwnNames(one.input, OTHER_NAMES));
  const home = facts.item_home ?? facts.item_branch ?? null;
  const isIndependent = facts.independent_branches === true && facts.may_reserve_from_other_branches !== true;
  const onRecord = facts.holds_on_record_now ?? 0;
  const now = facts.holds_now ?? onRecord;
  const found = judgeHold({
    ...OPEN_QUESTION,
    terms: termsOf(facts),
    type: facts.request_type ?? 'hold',
    typesByPolicy: facts.request_types_allowed ?? null,
    item: {
      ...OPEN_QUESTION.item,
      home,
      isDamaged: facts.item_damaged ?? false,
      status: facts.item_status ?? null,
      minimumAge: facts.item_minimum_age ?? null,
    },
    patron: {
      home: facts.patron_branch ?? null,
      age: facts.patron_age ?? null,
      hasItOnLoan: facts.on_loan_to_patron ?? false,
      hasItHeld: facts.already_on_hold ?? false,
    },
    counts: { underRule: now, onRecord, today: facts.holds_today ?? 0, total: facts.holds_total_now ?? now },
    pickup: {
      id: facts.pickup ?? null,
      given: facts.pickup !== null,
      exists: facts.pickup_exists ?? true,
      isPickup: facts.pickup_is_pickup_location ?? true,
      canBeSent: facts.pickup_can_be_sent ?? true,
    },
    homesOnly: isIndependent ? { itemLibrary: facts.item_branch ?? home } : null,
    recallOpen: facts.recall_on_record ?? false,
    copies:
      facts.copies_available === undefined
        ? null
        : { available: facts.copies_available, total: facts.copies_total ?? facts.copies_available, isThisOut: null },
    groups: facts.hold_groups ?? [],
  });
  return toOutcome(found, one.system === 'koha' ? KOHA_NAMES : FOLIO_NAMES, one.system === 'koha' ? 'OK' : null);
}

function termsOf(facts: PlainForm): HoldTerms {
  const type = facts.item_level_types === false ? facts.record_item_type : (facts.item_type ?? facts.record_item_type);
  const branch =
    facts.reserves_control === 'ItemHomeLibrary' ? (facts.item_home ?? facts.item_branch) : facts.patron_branch;
  const scope = { branch, patron_category: facts.patron_category, item_type: type };
  const limits = holdValuesOf(facts.rows ?? [], { ...scope, ...facts.query });
  const limit = (name: 'holds_allowed' | 'holds_per_record' | 'holds_per_day' | 'max_holds') =>
    facts[name] === undefined ? (limits[name] ?? null) : readHoldLimit(facts[name]);
  return {
    ...OPEN_HOLD_TERMS,
    from: readHoldFrom(facts.hold_allowed_rule ?? 'any'),
    underRule: limit('holds_allowed'),
    perRecord: limit('holds_per_record'),
    perDay: limit('holds_per_day'),
    total: limit('max_holds'),
    onShelf: facts.on_shelf_holds === undefined ? 'yes' : readOnShelf(facts.on_shelf_holds),
    fulfilAt: readFulfilment(facts.fulfilment_policy ?? 'any'),
    damagedAllowed: facts.allow_on_damaged ?? true,
    possessionAllowed: facts.allow_on_possessions ?? false,
  };
}

const EvergreenForm = z.strictObject({
  rules: z.array(
    WeightedRuleForm.extend({
      id: z.union([z.string(), z.int()]),
      max_holds: count,
      transit_range: count,
      age_hold_protect: z.strictObject({ younger_than_days: z.int().min(0), distance: z.int().min(0) }).optional(),
    }),
  ),
  query: WeightedQueryForm.optional(),
  item: z
    .strictObject({
      holdable: flag,
      location_holdable: flag,
      status_holdable: flag,
      age_days: count,
      distance: count,
    })
    .optional(),
  holds_now: count,
});

/** The best rule decides; a hold that no rule matches is not placed. */
function evergreenVerdict({ input }: VectorCase): Outcome {
  const { rules, query, item, holds_now: now } = readPart(EvergreenForm, input);
  const plain = rules.map(({ max_holds: _, transit_range: __, age_hold_protect: ___, ...rule }) => ({
    ...rule,
    id: String(rule.id),
  }));
  const [best] = matchWeighted(plain, query ?? {}, 'holds').contributors;
  const rule = rules.find(({ id }) => String(id) === best?.id);
  const protect = rule?.age_hold_protect;
  const terms: HoldTerms = {
    ...OPEN_HOLD_TERMS,
    from: rule?.holdable === false ? 'none' : 'any',
    total: rule?.max_holds ?? null,
    transitRange: rule?.transit_range ?? null,
    ageProtection:
      protect === undefined ? null : { youngerThanDays: protect.younger_than_days, distance: protect.distance },
  };
  const found = judgeHold({
    ...OPEN_QUESTION,
    terms: rule === undefined ? null : terms,
    item: {
      ...OPEN_QUESTION.item,
      holdable: item?.holdable ?? true,
      locationHoldable: item?.location_holdable ?? true,
      statusHoldable: item?.status_holdable ?? true,
      ageDays: item?.age_days ?? null,
      distance: item?.distance ?? null,
    },
    counts: { ...OPEN_QUESTION.counts, total: now ?? 0 },
  });
  return { ...toOutcome(found, EVERGREEN_NAMES, null), matched_rule: rule?.id ?? null };
}

/** A hold that nothing is known to stand against. */
const OPEN_QUESTION: HoldQuestion = {
  terms: OPEN_HOLD_TERMS,
  type: 'hold',
  typesByPolicy: null,
  item: {
    home: null,
    holdable: true,
    locationHoldable: true,
    statusHoldable: true,
    isDamaged: false,
    status: null,
    minimumAge: null,
    ageDays: null,
    distance: null,
  },
  patron: { home: null, age: null, hasItOnLoan: false, hasItHeld: false },
  counts: { underRule: 0, onRecord: 0, today: 0, total: 0 },
  pickup: { id: null, given: true, exists: true, isPickup: true, canBeSent: true },
  homesOnly: null,
  recallOpen: false,
  copies: null,
  groups: [],
};

type Names = Readonly<Partial<Record<HoldRefusalCause, string>>>;

/** The first reason is the one that a system gives where it gives one. */
function toOutcome(found: readonly HoldRefusal[], names: Names, ok: string | null): Outcome {
  const [first] = found;
  return {
    allowed: first === undefined,
    code: first?.code ?? null,
    upstream_code: first === undefined ? ok : (names[first.because] ?? null),
    codes: found.map(({ code }) => code),
  };
}

const KOHA_NAMES: Names = {
  'no-rule': 'noReservesAllowed',
  rule: 'notReservable',
  damaged: 'damaged',
  'too-young': 'ageRestricted',
  'on-loan': 'alreadypossession',
  held: 'itemAlreadyOnHold',
  'rule-limit': 'tooManyReserves',
  'total-limit': 'tooManyReserves',
  'record-limit': 'tooManyHoldsForThisRecord',
  'day-limit': 'tooManyReservesToday',
  'other-library': 'cannotReserveFromOtherBranches',
  'other-group': 'branchNotInHoldGroup',
  'pickup-unknown': 'libraryNotFound',
  'pickup-closed': 'libraryNotPickupLocation',
  'pickup-no-transfer': 'cannotBeTransferred',
  'pickup-group': 'pickupNotInHoldGroup',
  'record-open': 'recall',
  'on-shelf': 'onshelfholds',
};

const FOLIO_NAMES: Names = {
  'request-type': 'REQUEST_NOT_ALLOWED_FOR_PATRON_ITEM_COMBINATION',
  held: 'ITEM_ALREADY_REQUESTED',
  'on-loan': 'REQUESTER_ALREADY_HAS_THIS_ITEM_ON_LOAN',
  'pickup-missing': 'HOLD_SHELF_REQUESTS_REQUIRE_PICKUP_SERVICE_POINT',
  'pickup-closed': 'SERVICE_POINT_IS_NOT_PICKUP_LOCATION',
  'on-shelf': 'HOLD_AND_RECALL_TLR_NOT_ALLOWED_PAGEABLE_AVAILABLE_ITEM_FOUND',
};

const EVERGREEN_NAMES: Names = {
  'no-rule': 'no_matchpoint',
  rule: 'config.hold_matrix_test.holdable',
  item: 'item.holdable',
  location: 'location.holdable',
  status: 'status.holdable',
  'total-limit': 'config.hold_matrix_test.max_holds',
  distance: 'transit_range',
  protected: 'config.rule_age_hold_protect.prox',
};
