// Recalls in the policies of cases, read into the terms of the engine.

import type { Grain } from '../../../shared/core/say-date.ts';
import { isDayGranular, readPeriod } from '../../../shared/rules/model/period.ts';
import { PLAIN_RECALL_TERMS, type RecallTerms } from '../../../shared/rules/model/policy/recall.ts';
import { storedPeriod } from './period-form.ts';
import type { PolicyForm } from './policy-form.ts';

/** Terms by which a recall changes the date alone; fields of a case are set over them. */
export const PLAIN_TERMS: RecallTerms = { ...PLAIN_RECALL_TERMS, changesOnce: false };

/** The recall settings of a FOLIO policy. */
export function folioTerms(policy: PolicyForm): RecallTerms {
  return {
    ...PLAIN_TERMS,
    minimumGuaranteed: policy.recall_min_guaranteed ?? null,
    returnInterval: policy.recall_return_interval ?? null,
    overdueReturnInterval: policy.alternate_recall_return_interval ?? null,
    mayExtendOverdue: policy.allow_recall_to_extend_overdue ?? false,
    changesOnce: true,
  };
}

/** A loan without a period of its own, such as a fixed one, is due by the day. */
export function grainOf(policy: PolicyForm): Grain {
  const period = readPeriod(storedPeriod(policy.period));
  return typeof period === 'string' || isDayGranular(period) ? 'day' : 'time';
}
