// Cases of renewals.

import { z } from 'zod';
import { latestAutoRenewal, soonestRenewal } from '../../../shared/rules/renewal/renewal-window.ts';
import type { Outcome } from '../compare.ts';
import { precisionOf, readNotAfter, readNotBefore, WindowForm } from '../forms/renewal-window-form.ts';
import type { Operations, VectorCase } from '../vector-case.ts';
import { readPart } from '../vector-form.ts';
import { MomentForm } from '../vector-time.ts';
import { renewByPolicy } from './renew-by-policy.ts';
import { renewalVerdict } from './renewal-verdict.ts';

export const renewalsOperations: Operations = {
  renew: renewByPolicy,
  renew_verdict: (one) => renewalVerdict(one, 'asked'),
  auto_renew_verdict: (one) => renewalVerdict(one, 'automatic'),
  latest_auto_renew: latest,
  soonest_renew: soonest,
};

const LatestForm = z.strictObject({
  ...WindowForm.shape,
  auto_renew: z.boolean().optional(),
  issued: MomentForm,
  due: MomentForm.optional(),
});

function latest(one: VectorCase): Outcome {
  const { issued, ...window } = readPart(LatestForm, one.input);
  return { latest: latestAutoRenewal(one.time.clock, one.time.instant(issued), readNotAfter(one, window)) };
}

const SoonestForm = z.strictObject({ ...WindowForm.shape, auto_renew: z.boolean().optional(), due: MomentForm });

/** Without a rule a loan that renews by itself does so when it is due, and another one may be renewed now. */
function soonest(one: VectorCase): Outcome {
  const { due, auto_renew: isAuto, ...window } = readPart(SoonestForm, one.input);
  const dueAt = one.time.instant(due);
  const period = readNotBefore(window.no_renewal_before, window.length_unit);
  const notBefore = period === null ? null : { period, precision: precisionOf(window) };
  const at = soonestRenewal(one.time.clock, dueAt, { notBefore });
  if (at !== null) return { soonest: at };
  if (isAuto === true) return { soonest: dueAt };
  return { soonest: one.clock === undefined ? null : one.time.instant(one.clock) };
}
