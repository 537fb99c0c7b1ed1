// Cases of holds: placing, filling, the shelf.

import { z } from 'zod';
import { ClosedDayModeSchema } from '../../../shared/rules/calendar/closed-day-mode.ts';
import { shapingOf } from '../../../shared/rules/due/shaping-of.ts';
import { areTogether, canFillHold } from '../../../shared/rules/holds/fulfilment.ts';
import { isHoldableOnShelf } from '../../../shared/rules/holds/on-shelf.ts';
import { requestTypesFor } from '../../../shared/rules/holds/request-types.ts';
import { shelfExpiry } from '../../../shared/rules/holds/shelf-expiry.ts';
import type { Outcome } from '../compare.ts';
import { CalendarForm, readTimes } from '../forms/calendar-form.ts';
import {
  FulfilmentForm,
  HoldAllowedForm,
  HoldGroupsForm,
  OnShelfForm,
  readFulfilment,
  readHoldFrom,
  readOnShelf,
} from '../forms/hold-forms.ts';
import { HOLD_VALUES, HoldRowForm, holdValuesOf, ScopeForm } from '../forms/hold-rows.ts';
import { statusName } from '../forms/item-status-form.ts';
import { OffsetShape, readOffset } from '../forms/offset-form.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import { PeriodForm } from '../forms/period-form.ts';
import { PolicyForm, readEndOfDay } from '../forms/policy-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';
import { holdVerdict } from './hold-verdict.ts';

export const holdsOperations: Operations = {
  hold_verdict: holdVerdict,
  hold_rule_match: ruleMatch,
  hold_can_be_filled: canBeFilled,
  item_level_hold_allowed: itemLevelAllowed,
  request_type_allowed_for_status: ({ input }) => {
    const { item_status: status, request_type: type } = readPart(StatusForm, input);
    const name = status === null || status === undefined ? '' : statusName(status);
    return { allowed: requestTypesFor(name).some((allowed) => allowed === type?.toLowerCase()) };
  },
  hold_shelf_expiry: onShelfUntil,
};

/** An item may have no status, and a request no type, such as `none`: then nothing is allowed. */
const StatusForm = z.strictObject({ item_status: z.string().nullable(), request_type: z.string().nullable() });

const RuleMatchForm = z.strictObject({ rows: z.array(HoldRowForm), query: ScopeForm });

/** The number of holds under a rule is that on a record where a row states no other. */
function ruleMatch({ input }: VectorCase): Outcome {
  const { rows, query } = readPart(RuleMatchForm, input);
  const values = holdValuesOf(
    rows.map((row) => ({ ...row, holds_allowed: row.holds_allowed ?? row.holds_per_record })),
    query,
  );
  return Object.fromEntries(HOLD_VALUES.map((name) => [name, values[name] ?? null]));
}

const part = z.string().nullish();
const FillForm = z.strictObject({
  fulfilment_policy: FulfilmentForm.optional(),
  item: z.strictObject({ home: part, holding: part, type: part, damaged: z.boolean().optional() }).optional(),
  item_damaged: z.boolean().optional(),
  allow_on_damaged: z.boolean().optional(),
  pickup: part,
  pickup_can_be_sent: z.boolean().optional(),
  patron_branch: part,
  hold_item_type: part,
  hold_groups: HoldGroupsForm,
});

const FILL_NAMES: OtherNames = { transfer_allowed: 'pickup_can_be_sent', can_be_transferred: 'pickup_can_be_sent' };

function canBeFilled({ input }: VectorCase): Outcome {
  const { item = {}, ...hold } = readPart(FillForm, underOwnNames(input, FILL_NAMES));
  const terms = {
    fulfilAt: readFulfilment(hold.fulfilment_policy ?? 'any'),
    damagedAllowed: hold.allow_on_damaged ?? true,
  };
  const filled = canFillHold(terms, {
    copy: {
      home: item.home ?? null,
      holding: item.holding ?? null,
      kind: item.type ?? null,
      isDamaged: hold.item_damaged ?? item.damaged ?? false,
    },
    hold: {
      pickup: hold.pickup ?? null,
      patronHome: hold.patron_branch ?? null,
      kind: hold.hold_item_type ?? null,
    },
    groups: hold.hold_groups ?? [],
  });
  return { filled: filled && hold.pickup_can_be_sent !== false };
}

const CopyForm = z.strictObject({
  home: part,
  holding: part,
  available: z.boolean().optional(),
  on_loan: z.boolean().optional(),
  not_for_loan: z.boolean().optional(),
  waiting_for_hold: z.boolean().optional(),
});

const ItemLevelForm = z.strictObject({
  on_shelf_holds: OnShelfForm,
  copies_available: z.int().min(0).optional(),
  copies_total: z.int().min(0).optional(),
  copies: z.array(CopyForm).optional(),
  this_item_available: z.boolean().optional(),
  /** In transit, for a hold or to another branch: not on the shelf. */
  this_item_in_transit: z.boolean().optional(),
  item_status: z.string().optional(),
  hold_allowed_rule: HoldAllowedForm.optional(),
  patron_branch: part,
  hold_groups: HoldGroupsForm,
  /** The library whose rules holds follow; the rule itself is given by the case already. */
  reserves_control: z.enum(['ItemHomeLibrary', 'PatronLibrary']).optional(),
});
type ItemLevelForm = z.infer<typeof ItemLevelForm>;

const ITEM_LEVEL_NAMES: OtherNames = {
  item_in_transit: 'this_item_in_transit',
  item_available: 'this_item_available',
  hold_allowed: 'hold_allowed_rule',
  reserves_control_branch: 'reserves_control',
};

function itemLevelAllowed({ input }: VectorCase): Outcome {
  const asked = readPart(ItemLevelForm, underOwnNames(input, ITEM_LEVEL_NAMES));
  const available = asked.copies_available ?? asked.copies?.filter((copy) => isInReach(asked, copy)).length ?? 0;
  const allowed = isHoldableOnShelf(readOnShelf(asked.on_shelf_holds), {
    available,
    total: asked.copies_total ?? asked.copies?.length ?? available,
    isThisOut: isThisOut(asked),
  });
  return { allowed };
}

function isThisOut({
  this_item_available: isIn,
  this_item_in_transit: isUnderWay,
  item_status: status,
}: ItemLevelForm): boolean | null {
  if (isUnderWay === true) return true;
  if (status !== undefined) return status !== 'available';
  return isIn === undefined ? null : !isIn;
}

/** A copy that the patron may not hold is not one that could be taken from the shelf. */
function isInReach(
  { hold_allowed_rule: rule, patron_branch: patron, hold_groups: groups }: ItemLevelForm,
  { home, ...copy }: z.infer<typeof CopyForm>,
): boolean {
  const from = readHoldFrom(rule ?? 'any');
  const isAway = copy.on_loan === true || copy.not_for_loan === true || copy.waiting_for_hold === true;
  if (!(copy.available ?? !isAway) || from === 'none') return false;
  if (from === 'home') return home === patron;
  return from === 'any' || areTogether(groups ?? [], home ?? null, patron ?? null);
}

const ShelfForm = z.strictObject({
  set_waiting_at: MomentForm,
  period: PeriodForm,
  closed_day_mode: ClosedDayModeSchema.nullish(),
  calendar: CalendarForm.nullish(),
  end_of_day: PolicyForm.shape.end_of_day,
  ...OffsetShape,
});

function onShelfUntil(one: VectorCase): Outcome {
  const { set_waiting_at: since, period, closed_day_mode: mode, ...form } = readPart(ShelfForm, one.input);
  // A service point that names no mode, or one that is not known, keeps the date in FOLIO.
  const plain = shapingOf(one.system, mode ?? (one.system === 'folio' ? 'end_of_due_day' : null));
  const waitingSince = one.time.instant(since);
  const expiry = shelfExpiry({
    now: one.clock === undefined ? waitingSince : one.time.instant(one.clock),
    waitingSince,
    period,
    times: readTimes(one, form.calendar),
    shaping: {
      ...plain,
      endOfDay: readEndOfDay(form.end_of_day) ?? plain.endOfDay,
      openingOffsetMinutes: readOffset(form) ?? plain.openingOffsetMinutes,
    },
  });
  return expiry.ok ? { expires: expiry.value } : { error: expiry.error };
}
