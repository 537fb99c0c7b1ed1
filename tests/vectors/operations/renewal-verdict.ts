// Cases that ask whether a loan may be renewed, without its new date.

import { z } from 'zod';
import type { ReasonCode } from '../../../shared/core/codes/reasons.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { isAllowed, type Finding } from '../../../shared/rules/judge/finding.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../../../shared/rules/model/policy/renew.ts';
import { judgeRenewal, type RenewalQuestion } from '../../../shared/rules/renewal/judge-renewal.ts';
import type { Outcome } from '../compare.ts';
import { underOwnNames, type OtherNames } from '../forms/other-names.ts';
import { BesidePatronForm, PatronForm, patronWith, readPatron } from '../forms/patron-form.ts';
import { HoldEntryForm, QueueEntryForm } from '../forms/queue-form.ts';
import { codesAgainst, upstreamCode } from '../forms/reasons-form.ts';
import { renewedItem } from '../forms/item-status-form.ts';
import { precisionOf, readNotAfter, readNotBefore, WindowForm } from '../forms/renewal-window-form.ts';
import { OtherItemForm, readCopies, readQueue } from '../forms/waiting-form.ts';
import type { VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MoneyForm, readMoney } from '../vector-money.ts';
import { MomentForm } from '../vector-time.ts';

const count = z.int().min(0);
const most = z.union([count, z.enum(['unlimited', ''])]).nullish();

const VerdictForm = z.strictObject({
  ...WindowForm.shape,
  patron: PatronForm.optional(),
  ...BesidePatronForm,
  issued: MomentForm.optional(),
  due: MomentForm.optional(),
  this_item_overdue: z.boolean().optional(),
  item_status: z.string().optional(),
  onsite: z.boolean().optional(),
  issued_to_other_patron: z.boolean().optional(),
  item_denied: z.boolean().optional(),
  seen: z.boolean().optional(),
  // The queue and the copies of the title.
  holds: z.array(HoldEntryForm).optional(),
  queue: z.array(QueueEntryForm).optional(),
  recalled: z.boolean().optional(),
  booked_from: MomentForm.nullish(),
  other_items: z.array(OtherItemForm).optional(),
  on_shelf_holds: z
    .union([z.literal([0, 1, 2]), z.boolean(), z.enum(['yes', 'no', 'only_if_all_unavailable'])])
    .optional(),
  allow_if_other_items_available: z.boolean().optional(),
  // Settings.
  override_limit: z.boolean().optional(),
  overdues_block_renewing: z.enum(['allow', 'block', 'blockitem']).optional(),
  restriction_blocks_renewing: z.boolean().optional(),
  renewable: z.boolean().optional(),
  renewals_allowed: most,
  renewals_used: count.optional(),
  unseen_renewals_allowed: most,
  unseen_renewals_used: count.optional(),
  auto_renew: z.boolean().optional(),
  fines_block_auto: z.boolean().optional(),
  fine_limit: MoneyForm.nullish(),
  expired_blocks_auto: z.boolean().optional(),
  expired_patron_may_renew: z.boolean().optional(),
  permit_renew_when_exceeds_fines: z.boolean().optional(),
});
type VerdictForm = z.infer<typeof VerdictForm>;

/** Koha's setting against expired patrons is one of its catalogue, which also rules automatic renewals. */
const OTHER_NAMES: OtherNames = {
  block_expired: 'expired_blocks_auto',
  block_expired_auto: 'expired_blocks_auto',
  block_expired_patron: 'expired_blocks_auto',
  block_expired_patrons: 'expired_blocks_auto',
  block_expired_patron_actions: 'expired_blocks_auto',
  block_expired_patron_opac_actions: 'expired_blocks_auto',
  expired_block_auto: 'expired_blocks_auto',
  expired_patron_blocks_auto: 'expired_blocks_auto',
  expiry_blocks_auto: 'expired_blocks_auto',
  has_overdues: 'patron_has_overdues',
  renewals: 'renewals_used',
  unseen_renewals: 'unseen_renewals_used',
  loan_date: 'issued',
  current_due: 'due',
  overdue: 'this_item_overdue',
};

/** Judges the renewal of a case. */
export function renewalVerdict(one: VectorCase, asked: RenewalQuestion['way']): Outcome {
  const form = readPart(VerdictForm, underOwnNames(one.input, OTHER_NAMES));
  const findings = judgeRenewal(questionOf(one, form, wayOf(form, asked)));
  return {
    allowed: isAllowed(findings, form.override_limit === true ? overriddenCodes(findings) : new Set()),
    codes: codesAgainst(findings),
    ...upstreamCode(one.system, 'renewal', findings),
  };
}

/** A loan has its own setting for automatic renewal; the operation sets it where the loan does not. */
function wayOf({ auto_renew: isAuto }: VerdictForm, asked: RenewalQuestion['way']): RenewalQuestion['way'] {
  if (isAuto === undefined) return asked;
  return isAuto ? 'automatic' : 'asked';
}

/** All findings that a right may override are overridden; the engine gives those that none may. */
function overriddenCodes(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter(({ effect }) => effect === 'override').map(({ code }) => code));
}

function questionOf(one: VectorCase, form: VerdictForm, way: RenewalQuestion['way']): RenewalQuestion {
  const { system, time } = one;
  const patron = readPatron(one, patronWith(form.patron, form) ?? undefined);
  const moments = momentsOf(one, form, way);
  const requests = readQueue([...(form.queue ?? []), ...(form.holds ?? [])]);
  return {
    profile: system,
    now: moments.now,
    clock: time.clock,
    currency: 'USD',
    way,
    isSeen: form.seen ?? true,
    loan: {
      issuedAt: moments.issuedAt,
      dueAt: moments.dueAt,
      renewals: form.renewals_used ?? 0,
      unseenRenewals: form.unseen_renewals_used ?? 0,
      isOverdue: form.this_item_overdue ?? (form.due !== undefined && moments.dueAt < moments.now),
      isOnsite: form.onsite ?? false,
      isOfOtherPatron: form.issued_to_other_patron ?? false,
      item: renewedItem(form.item_status),
      hasReminderFees: false,
    },
    patron,
    terms: termsOf(one, form),
    isLoanable: true,
    isFixed: false,
    requests: form.recalled === true ? [{ kind: 'recall', wants: 'this-item' }, ...requests] : requests,
    copies: readCopies(form.other_items ?? []),
    onShelfHolds: [true, 1, 'yes'].includes(form.on_shelf_holds ?? true),
    bookedFrom: typeof form.booked_from === 'string' ? time.instant(form.booked_from) : null,
    ignored: ignoredOf(form),
  };
}

/** A window cannot be looked at without the moments that it is about; where none is asked for they matter to nothing. */
function momentsOf(
  one: VectorCase,
  { issued, due, no_renewal_before, no_auto_after }: VerdictForm,
  way: RenewalQuestion['way'],
): { readonly now: number; readonly issuedAt: number; readonly dueAt: number } {
  const asks = (edge: unknown) => edge !== null && edge !== undefined && edge !== '';
  const isAuto = way === 'automatic';
  const needsDue = isAuto || asks(no_renewal_before);
  const needsIssued = isAuto && asks(no_auto_after);
  const read = (text: string | undefined, isNeeded: boolean, name: string) => {
    if (text !== undefined) return one.time.instant(text);
    if (isNeeded) throw new HoldfastError('HF-CLI-014', { why: `a window is asked for and nothing says ${name}` });
    return 0;
  };
  return {
    now: read(one.clock, needsDue, 'what time it is (clock)'),
    issuedAt: read(issued, needsIssued, 'when the loan began (input.issued)'),
    dueAt: read(due, needsDue, 'when the loan is due (input.due)'),
  };
}

function termsOf(one: VectorCase, form: VerdictForm): RenewTerms {
  const before = readNotBefore(form.no_renewal_before, form.length_unit);
  const whenOverdue = { allow: 'none', block: 'all', blockitem: 'item' } as const;
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: form.renewable !== false && form.item_denied !== true,
    maxCount: readMost(form.renewals_allowed),
    maxUnseen: readMost(form.unseen_renewals_allowed),
    notBefore: before === null ? null : { period: before, precision: precisionOf(form) },
    auto: {
      on: form.auto_renew ?? false,
      // One that names no window of its own has that of renewals by hand.
      notBefore: form.no_auto_before === undefined ? before : readNotBefore(form.no_auto_before, form.length_unit),
      ...readNotAfter(one, form),
      finesLimitMinor: form.fines_block_auto === true ? readLimit(form.fine_limit) : null,
      blocksExpired: form.expired_blocks_auto ?? true,
    },
    withHold: form.allow_if_other_items_available === true ? 'if-others-can-fill' : 'no',
    whenOverdue: whenOverdue[form.overdues_block_renewing ?? 'allow'],
    blocksRestricted: form.restriction_blocks_renewing ?? one.system !== 'koha',
    blocksExpired: one.system !== 'koha' && form.expired_patron_may_renew !== true,
  };
}

function readLimit(limit: MoneyForm | null | undefined): number | null {
  return limit === null || limit === undefined || limit === '' ? null : readMoney(limit);
}

function readMost(limit: z.infer<typeof most>): number | null {
  return typeof limit === 'number' ? limit : null;
}

function ignoredOf(form: VerdictForm): ReadonlySet<ReasonCode> {
  return new Set(form.permit_renew_when_exceeds_fines === true ? ['PATRON_FINES'] : []);
}
