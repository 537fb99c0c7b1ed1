// The plain figures of full terms, which folds compute with: due moment, fine, bill.

import { DAY_MS } from '../../core/instant.ts';
import { rateMillis } from '../fines/rate-period.ts';
import { isDayGranular, periodMinutes, readPeriod, type Period } from '../model/period.ts';
import type { LostPolicy, OverduePolicy } from '../model/policy.ts';
import type { LostTerms } from '../model/policy/lost.ts';
import type { OverdueTerms } from '../model/policy/overdue.ts';
import type { PolicyTerms } from '../model/policy-terms.ts';
import type { FullPolicy } from './resolved.ts';

/** A policy with the plain figures of its terms. */
export function policyOf(terms: PolicyTerms): FullPolicy {
  const period = periodOf(terms);
  return {
    grain: isDay(terms, period) ? 'day' : 'time',
    period,
    maxRenewals: terms.renew.allowed ? terms.renew.maxCount : 0,
    overdue: plainOverdue(terms.overdue),
    lost: plainLost(terms.lost),
    terms,
  };
}

/** The period that a loan is shown by; loans until a date are loans in days. */
function periodOf({ lend }: PolicyTerms): Period {
  const period = readPeriod(lend.gradedPeriods?.normal ?? lend.period, true);
  return typeof period === 'string' ? { n: 0, unit: 'days' } : period;
}

function isDay({ shaping }: PolicyTerms, period: Period): boolean {
  return shaping.dayGrain === 'by-length' ? periodMinutes(period) % 1440 === 0 : isDayGranular(period);
}

function plainOverdue({ lateness, grace, normal: { rate, capMinor } }: OverdueTerms): OverduePolicy {
  const closedDays = lateness.closedTime === 'skip-closed-ends' ? 'skip-closed-ends' : 'count';
  if (rate === null || capMinor === 0) return { rateMinor: 0, perMs: DAY_MS, graceMs: 0, maxMinor: 0, closedDays };
  return {
    rateMinor: rate.amountMinor,
    perMs: Math.max(rateMillis(rate.per), 1),
    graceMs: rateMillis(grace.period),
    maxMinor: capMinor ?? 0,
    closedDays,
  };
}

function plainLost(terms: LostTerms): LostPolicy {
  const { aging, onReturn } = terms;
  return {
    afterMs: aging.lostAfter === null ? null : rateMillis(aging.lostAfter),
    // A cost that a person has to work out is billed by that person.
    bill: terms.cost === 'price' || terms.cost === 'set' ? 'price' : 'none',
    ...(terms.cost === 'set' ? { setMinor: terms.setMinor } : {}),
    defaultPriceMinor: terms.defaultPriceMinor,
    processingMinor: terms.processingWhen.aged ? terms.processingMinor : 0,
    refundWithinMs: onReturn.cost === 'keep' ? 0 : terms.refundWithin === null ? null : rateMillis(terms.refundWithin),
    removeProcessing: onReturn.processing === 'refund',
    chargeOverdue: onReturn.overdue !== 'none',
  };
}
