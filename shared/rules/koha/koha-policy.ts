// The policy of a loan out of the values that Koha's rules give for it, in the terms of the one engine. A missing length stays missing:
// nothing is lent by it, where Koha would make the loan due today. Source: loan rules, 1.1 and 2.2.

import { currencyDecimals } from '../../core/money.ts';
import { midnightOf, readDay, readTimeOfDay } from '../calendar/local-time.ts';
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { expiryClampOf, shapingOf } from '../due/shaping-of.ts';
import type { PeriodUnit } from '../model/period.ts';
import type { BanTerms } from '../model/policy/ban.ts';
import { orSiteDefault } from '../model/policy/given.ts';
import type { HoldPressureTerms } from '../model/policy/hold-pressure.ts';
import type { HoldTerms } from '../model/policy/hold.ts';
import { NO_LEND_TERMS, type LendTerms } from '../model/policy/lend.ts';
import type { LimitTerms } from '../model/policy/limits.ts';
import { NO_MONEY_GATE, type MoneyGateTerms } from '../model/policy/money-gate.ts';
import type { CappedRate, OverdueTerms } from '../model/policy/overdue.ts';
import { DEFAULT_RECALL_DAYS, type RecallTerms } from '../model/policy/recall.ts';
import { PLAIN_RENEW_TERMS, type RenewTerms } from '../model/policy/renew.ts';
import { PLAIN_RETURN_TERMS, type ReturnTerms } from '../model/policy/return.ts';
import type { ShapingTerms } from '../model/policy/shaping.ts';
import type { RuleFault } from '../rule-fault.ts';
import type { KohaRuleSet, KohaSettings } from './koha-rule-set.ts';
import { valueReader, type ValueReader, type ValuesOf } from './read-value.ts';
import { WITHOUT_RULE } from './site-settings.ts';

export type KohaPolicy = {
  readonly lend: LendTerms;
  readonly shaping: ShapingTerms;
  readonly renew: RenewTerms;
  readonly limits: LimitTerms;
  /** Null: the holds of others shorten no loan. */
  readonly pressure: HoldPressureTerms | null;
  readonly overdue: OverdueTerms;
  readonly ban: BanTerms;
  readonly hold: HoldTerms;
  readonly recall: RecallTerms;
  readonly returning: ReturnTerms;
  /** Values that cannot be read; each counts as absent. */
  readonly faults: readonly RuleFault[];
};

/** The unit of the loan, in which all of its values count. */
type Unit = Extract<PeriodUnit, 'days' | 'hours'>;

/** Settings that the values of one loan are read by. */
export type KohaSite = Pick<KohaRuleSet, 'settings' | 'currency'>;

/** The policy of the values of one loan. Total. */
export function kohaPolicy(values: ValuesOf, { settings, currency }: KohaSite, clock: ZoneClock): KohaPolicy {
  const read = valueReader(values, currencyDecimals(currency));
  const unit = read.oneOf('lengthunit', { days: 'days', hours: 'hours' } as const) ?? 'days';
  return {
    lend: lendTerms(read, unit, clock),
    shaping: shapingTerms(read, settings),
    renew: renewTerms(read, unit, settings),
    limits: limitTerms(read, settings),
    pressure: pressureTerms(read, settings),
    overdue: overdueTerms(read, unit, settings),
    ban: banTerms(read, settings),
    hold: holdTerms(read, settings),
    recall: recallTerms(read),
    returning: returnTerms(read, settings),
    faults: read.faults.filter(isFirstOf),
  };
}

/** A fault of a value that two terms are made of is reported once. */
function isFirstOf({ path }: RuleFault, index: number, faults: readonly RuleFault[]): boolean {
  return faults.findIndex((other) => other.path === path) === index;
}

/** The count of a rule; nothing and blank are none. */
function countOf(read: ValueReader, name: string): number | null {
  return orSiteDefault(read.count(name), null);
}

function periodOf(read: ValueReader, name: string, unit: Unit): { n: number; unit: Unit } | null {
  const n = countOf(read, name);
  return n === null ? null : { n, unit };
}

function lendTerms(read: ValueReader, unit: Unit, clock: ZoneClock): LendTerms {
  const date = read.date('hardduedate');
  const mode = read.oneOf('hardduedatecompare', { '-1': 'ceiling', '0': 'exact', '1': 'floor' } as const) ?? 'ceiling';
  const at = date === null ? null : clock.toInstant(midnightOf(readDay(date)) + readTimeOfDay('23:59'));
  return {
    ...NO_LEND_TERMS,
    period: periodOf(read, 'issuelength', unit),
    zeroPeriod: true,
    hardDate: at === null ? null : { at, mode },
  };
}

const DAYS_MODES = {
  Days: 'ignore',
  Calendar: 'skip_closed_days',
  Datedue: 'next_open_day',
  Dayweek: 'next_same_weekday',
  noDays: 'plain_then_avoid_closed_on_clamp',
} as const;

const HOURS_MODES = { ignore: 'ignore', close: 'cut_to_closing', open: 'extend_to_next_opening' } as const;

function shapingTerms(read: ValueReader, settings: KohaSettings): ShapingTerms {
  const shaping = shapingOf('koha', closedDayMode(read, settings));
  return {
    ...shaping,
    hoursMode: HOURS_MODES[settings.libraryHours],
    clampToPatronExpiry: settings.returnBeforeExpiry ? expiryClampOf('koha', shaping.closedDayMode) : 'none',
  };
}

/** The mode of the rule wins over that of the site; blank is the site's. */
function closedDayMode(read: ValueReader, { daysMode }: KohaSettings): ShapingTerms['closedDayMode'] {
  return read.oneOf('daysmode', DAYS_MODES) ?? DAYS_MODES[daysMode];
}

function renewTerms(read: ValueReader, unit: Unit, settings: KohaSettings): RenewTerms {
  const notBefore = periodOf(read, 'norenewalbefore', unit);
  const allowed = countOf(read, 'renewalsallowed') ?? 0;
  return {
    ...PLAIN_RENEW_TERMS,
    allowed: true,
    maxCount: allowed,
    maxUnseen: countOf(read, 'unseen_renewals_allowed'),
    from: settings.renewalBase === 'now' ? 'now' : 'due',
    period: periodOf(read, 'renewalperiod', unit),
    notBefore: notBefore === null ? null : { period: notBefore, precision: settings.noRenewalBeforePrecision },
    auto: {
      ...PLAIN_RENEW_TERMS.auto,
      on: read.flag('auto_renew') ?? false,
      notBefore: periodOf(read, 'noautorenewalbefore', unit),
      notAfter: periodOf(read, 'no_auto_renewal_after', unit),
      hardDate: read.date('no_auto_renewal_after_hard_limit'),
    },
    withHold: settings.renewsIfOthersCanFill ? 'if-others-can-fill' : 'no',
    whenOverdue: settings.overduesBlockRenewing,
  };
}

/**
 * Blank is no limit; where no rule gives one, the result is null. The limit of the parent item type has another
 * scope: the caller looks it up and adds it.
 */
function limitTerms(read: ValueReader, { onsiteCountsAsNormal, lostEndsLoan }: KohaSettings): LimitTerms {
  const limitOf = (name: string, onsite: string) => {
    const [max, maxOnsite] = [read.count(name), read.count(onsite)];
    if (max === undefined && maxOnsite === undefined) return null;
    return { max: orSiteDefault(max, null), maxOnsite: orSiteDefault(maxOnsite, null) };
  };
  return {
    perRule: limitOf('maxissueqty', 'maxonsiteissueqty'),
    perParentType: null,
    total: limitOf('patron_maxissueqty', 'patron_maxonsiteissueqty'),
    onsiteCountsAsNormal,
    firstTime: null,
    notCounted: lostEndsLoan ? ['lost'] : [],
    mayOverride: true,
  };
}

/** The loan of a title with more holds than the site's setting is shorter; the rule may set its length, always in days. */
function pressureTerms(read: ValueReader, { highHolds }: KohaSettings): HoldPressureTerms | null {
  const days = countOf(read, 'decreaseloanholds');
  if (highHolds === null) return null;
  const above = highHolds.control === 'dynamic' ? 'copies' : 'nothing';
  return {
    shorter: {
      threshold: { holds: highHolds.holds + 1, above },
      period: { n: days ?? highHolds.days, unit: 'days' },
    },
    leastCopiesPerHold: null,
    leastAvailablePerHold: null,
  };
}

function overdueTerms(read: ValueReader, unit: Unit, settings: KohaSettings): OverdueTerms {
  const cap = orSiteDefault(read.money('overduefinescap'), null);
  const per = { n: countOf(read, 'chargeperiod') ?? 0, unit };
  const chargeAt = read.flag('chargeperiod_charge_at') === true ? ('start' as const) : ('end' as const);
  const rated = (name: string): CappedRate => {
    const amountMinor = orSiteDefault(read.money(name), null);
    const rate = amountMinor === null ? null : { amountMinor, per, chargeAt };
    return { rate, capMinor: cap === 0 ? null : cap };
  };
  return {
    lateness: { in: unit, closedTime: settings.finesWhenClosed ? 'count' : 'subtract-closed-dates' },
    grace: {
      period: { n: countOf(read, 'firstremind') ?? 0, unit },
      mode: settings.finesIncludeGrace ? 'all-or-nothing' : 'subtracted',
      extend: 'none',
      intoClosed: false,
      ignoredForRecall: false,
    },
    normal: rated('fine'),
    // A recalled loan without a rate of its own costs nothing.
    recalled: rated('recall_overdue_fine'),
    capAtPrice: read.flag('cap_fine_to_replacement_price') ?? false,
    patronCapMinor: null,
    overshoot: false,
    forgiveOnRenewal: false,
    reminders: [],
    remindersStopRenewal: false,
  };
}

function banTerms(read: ValueReader, settings: KohaSettings): BanTerms {
  return {
    rate: {
      flatDays: 0,
      daysPerUnit: countOf(read, 'finedays') ?? 0,
      perUnits: countOf(read, 'suspension_chargeperiod') ?? 1,
      maxDays: countOf(read, 'maxsuspensiondays'),
    },
    graceUnits: countOf(read, 'firstremind') ?? 0,
    openDaysOnly: !settings.suspensionsWhenClosed,
    cumulative: settings.cumulativeSuspensions,
    ladder: [],
  };
}

const HOLD_FROM = {
  from_any_library: 'any',
  from_home_library: 'home',
  from_local_hold_group: 'group',
  not_allowed: 'none',
  // The numbers that older versions have.
  '2': 'any',
  '1': 'home',
  '3': 'group',
  '0': 'none',
} as const;

function holdTerms(read: ValueReader, settings: KohaSettings): HoldTerms {
  const underRule = read.count('reservesallowed');
  return {
    from: read.oneOf('holdallowed', HOLD_FROM) ?? HOLD_FROM[WITHOUT_RULE.holdallowed],
    // Without any rule nothing may be held; blank is no limit.
    underRule: underRule === undefined ? 0 : orSiteDefault(underRule, null),
    perRecord: countOf(read, 'holds_per_record'),
    perDay: countOf(read, 'holds_per_day'),
    total: countOf(read, 'max_holds'),
    onShelf:
      read.oneOf('onshelfholds', {
        '0': 'only-if-any-unavailable',
        '1': 'yes',
        '2': 'only-if-all-unavailable',
      } as const) ?? 'only-if-any-unavailable',
    itemLevel: read.oneOf('opacitemholds', { Y: 'allow', F: 'force', N: 'no' } as const) ?? 'no',
    fulfilAt:
      read.oneOf('hold_fulfillment_policy', {
        any: 'any',
        homebranch: 'home',
        holdingbranch: 'holding',
        holdgroup: 'group',
        patrongroup: 'patron-group',
      } as const) ?? 'any',
    shelfPeriod: { n: countOf(read, 'holds_pickup_period') ?? settings.pickupDelayDays, unit: 'days' },
    damagedAllowed: settings.holdsOnDamaged,
    possessionAllowed: settings.holdsOnPossessions,
    ageProtection: null,
    transitRange: null,
  };
}

/** The number of days that a recall gives is kept at the time of day of the old due date, and may lengthen the loan. */
function recallTerms(read: ValueReader): RecallTerms {
  const days = countOf(read, 'recall_due_date_interval') ?? DEFAULT_RECALL_DAYS;
  return {
    allowed: countOf(read, 'recalls_allowed') ?? 0,
    perRecord: countOf(read, 'recalls_per_record'),
    onShelf: read.oneOf('on_shelf_recalls', { any: 'yes', all: 'only-if-none-available' } as const) ?? 'no',
    minimumGuaranteed: null,
    returnInterval: { n: days, unit: 'days' },
    overdueReturnInterval: null,
    mayExtendOverdue: true,
    mayLengthen: true,
    timeOfDay: 'current-due',
    changesOnce: false,
  };
}

/** Terms of holds from the values: they are asked for without a loan. Total. */
export function kohaHoldTerms(values: ValuesOf, settings: KohaSettings): HoldTerms {
  // None of them is money, so that no currency is asked for.
  return holdTerms(valueReader(values, 0), settings);
}

/** Terms of returns from the values: they hold for an item whether it was on loan or not. Total. */
export function kohaReturnTerms(values: ValuesOf, settings: KohaSettings): ReturnTerms {
  // None of them is money, so that no currency is asked for.
  return returnTerms(valueReader(values, 0), settings);
}

/** Effect of debts on loans. */
export function kohaMoneyGate({ settings, currency }: KohaSite): MoneyGateTerms {
  const { noIssuesCharge, allowFineOverride, allFinesNeedOverride } = settings;
  return {
    ...NO_MONEY_GATE,
    finesLimitMinor: noIssuesCharge === null ? null : Math.round(noIssuesCharge * 10 ** currencyDecimals(currency)),
    mayOverride: allowFineOverride,
    confirmsAnyDebt: allFinesNeedOverride,
  };
}

function returnTerms(read: ValueReader, settings: KohaSettings): ReturnTerms {
  const goes = read.oneOf('returnbranch', {
    homebranch: 'home',
    holdingbranch: 'holding',
    noreturn: 'stay',
    returnbylibrarygroup: 'group',
  } as const);
  const lostBill = read.oneOf('lostreturn', {
    '0': 'keep',
    refund: 'refund',
    '1': 'refund',
    refund_unpaid: 'refund-unpaid',
    charge: 'recharge-overdue',
    restore: 'refund',
  } as const);
  return {
    ...PLAIN_RETURN_TERMS,
    allowedAt: settings.returnsAllowedAt,
    goes: goes ?? 'home',
    blocksWithdrawn: settings.blocksWithdrawnReturns,
    blocksLost: settings.blocksLostReturns,
    lostBill: lostBill ?? 'refund',
  };
}
