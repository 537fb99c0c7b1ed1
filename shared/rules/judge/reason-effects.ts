// The effect of each reason on an act, by profile: one table for checkouts and renewals. Source: loan rules, section 4.
// Where a setting of the library chooses between asking and refusing, the judging code names the effect instead of
// looking here.

import type { Effect, ReasonCode } from '../../core/codes/reasons.ts';
import type { ProfileName } from '../model/profile-name.ts';

/** The effect of a reason in a profile. */
export function effectOf(profile: ProfileName, code: ReasonCode): Effect {
  const told = TOLD[code];
  if (told !== undefined) return told;
  return BLOCKING[profile].has(code) ? 'block' : 'override';
}

/** Reasons that stop nothing anywhere. */
const TOLD: Readonly<Partial<Record<ReasonCode, Effect>>> = {
  PATRON_OTHER_FEES: 'alert',
  BOOKED_BY_PATRON: 'alert',
  RETURNED_FROM_ANOTHER: 'alert',
  ITEM_ALERT: 'alert',
  ITEM_PARTS_BACK: 'alert',
  LOST_FOUND: 'alert',
  LOST_BLOCKED: 'alert',
  WITHDRAWN: 'alert',
  WRONG_TRANSIT: 'alert',
  DATA_ERROR: 'alert',
  CLAIM_OPEN: 'alert',
  BAN_SET: 'alert',
  BAN_BEFORE: 'alert',
  BAN_FOREVER: 'alert',
  BILL_LIFTED: 'alert',
  PATRON_STATS: 'message',
  ONSITE_WILL_SWITCH: 'message',
  HOLD_WAITING: 'message',
  STALE_DATA: 'message',
  DUE_SHORTENED: 'message',
  DUE_LATEST: 'message',
  DUE_BOOKED_AFTER: 'message',
  DUE_LENDER: 'message',
  UNIT_FREE_FROM: 'message',
  UNIT_OTHER_FREE: 'message',
  DUE_SAME: 'alert',
  DUE_LATER_ALREADY: 'alert',
  DUE_ON_CLOSED: 'alert',
  RENEW_OK_AUTO: 'message',
  RENEW_OK_AUTO_FINAL: 'message',
  NOT_ON_LOAN: 'message',
  LOCAL_USE: 'message',
  RETURNED: 'message',
  STATUS_CHANGED: 'message',
  TRANSIT_ARRIVED: 'message',
  TRANSIT_SENT: 'message',
  NEEDS_TRANSIT: 'message',
  HOLD_FOUND: 'message',
  RECALL_FOUND: 'message',
  LOST_FEE_KEPT: 'message',
  LOST_FEE_RECHARGED: 'message',
  PATRON_STILL_OVERDUE: 'message',
  CLAIM_RESOLVED: 'message',
  IN_BUNDLE: 'message',
};

/** No rules, no patron or no item: no system goes on from here. */
const EVERYWHERE: readonly ReasonCode[] = [
  'ITEM_UNKNOWN',
  'PATRON_UNKNOWN',
  'NO_RULE',
  'DUE_TOO_SOON',
  'NO_OPEN_DAYS',
  'CALENDAR_MISSING',
  'DESK_MISSING',
  'LOAN_NOT_FOUND',
  'OWN_ACCOUNT',
  'POLICY_RENEW_FROM_UNKNOWN',
  'POLICY_FIXED_WITH_PERIOD',
  'POLICY_FIXED_WITH_ALTERNATE',
  'PERIOD_MISSING',
  'PERIOD_UNIT_UNKNOWN',
  'PERIOD_DURATION_INVALID',
  // A loan that does not renew by itself may still be renewed by hand: there is nothing to override.
  'AUTO_TOO_SOON',
  'AUTO_TOO_LATE',
  'AUTO_FINES',
  'AUTO_EXPIRED',
  // A date that staff set never lengthens a recall.
  'DUE_PAST_RECALL',
];

/** Reasons that each profile refuses; all others may be overridden, each by its own right. */
const BLOCKING: Readonly<Record<ProfileName, ReadonlySet<ReasonCode>>> = {
  holdfast: new Set(EVERYWHERE),
  evergreen: new Set(EVERYWHERE),
  koha: new Set([
    ...EVERYWHERE,
    'PATRON_EXPIRED',
    'PATRON_RESTRICTED',
    'PATRON_ADDRESS',
    'PATRON_CARD_LOST',
    'PROXY_INVALID',
    'PROXY_BLOCKED',
    'ITEM_NOT_LOANABLE',
    'ITEM_WITHDRAWN',
    'ITEM_RESTRICTED',
    'ITEM_OTHER_LIBRARY',
    'RETURN_NOT_HERE',
    'NO_MORE_RENEWALS',
    'OTHER_PATRON',
    'RENEW_ONSITE',
    'RENEW_NOT_ALLOWED',
    'RENEW_ON_HOLD',
    'RENEW_RECALLED',
    'RENEW_BOOKED',
  ]),
  // Overridable in FOLIO: blocks on patrons, item limits, policies that do not lend, and renewals; of holds nothing else.
  folio: new Set([
    ...EVERYWHERE,
    'PATRON_EXPIRED',
    'PATRON_INACTIVE',
    'PROXY_INVALID',
    'PROXY_BLOCKED',
    'ITEM_LOST',
    'ITEM_CLAIMED',
    'ITEM_BAD_STATUS',
    'LOANED_TO_PATRON',
    'LOANED_TO_ANOTHER',
    'HELD_FOR_ANOTHER',
    'RECALLED_FOR_ANOTHER',
    'DUE_INVALID',
    'OTHER_PATRON',
    'HOLD_NOT_ALLOWED',
    'HOLD_STATUS',
    'HOLD_PICKUP',
    'HOLD_DUPLICATE',
    'HOLD_ON_LOAN_TO_PATRON',
    'HOLD_AVAILABLE_PAGE_INSTEAD',
  ]),
};
