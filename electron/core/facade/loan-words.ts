// The shared words of checkouts and renewals: the decision on the screen, and the terms as they are recorded.

import { formatInstant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { Decision, Terms } from '../../../shared/circ/decision.ts';
import type { ToldTerms } from '../../../shared/circ/told.ts';
import { hashPolicy } from '../../../shared/rules/model/policy.ts';
import type { Desk } from '../desk.ts';
import { sayingAt, type DeskSight } from '../desk-sight.ts';
import { nightGrantView } from './night-grant-view.ts';
import { reasonViews } from './say-views.ts';

/** The decision in words, with its date. */
export function decisionView(
  desk: DeskSight,
  { outcome, reasons, terms }: Decision,
): Pick<CirculationAnswer, 'decision' | 'dueAt' | 'dueText' | 'reasons' | 'nightGrant'> {
  const saying = sayingAt(desk);
  return {
    decision: outcome,
    ...(terms === null
      ? {}
      : { dueAt: formatInstant(terms.dueAt), dueText: sayDue(saying.language, terms, saying.now) }),
    reasons: reasonViews(saying, reasons, desk.rights()),
    ...nightGrantView(desk, reasons),
  };
}

/** The promise recorded with a loan: the date with its words, and the policy that it came from. */
export function toldTerms(desk: Desk, { reasons }: Decision, terms: Terms): ToldTerms {
  const { rulesVersion, rowIds, policy } = terms;
  return {
    decision: 'done',
    reasons: reasons.map(({ code }) => code),
    dueAt: terms.dueAt,
    dueText: sayDue(desk.language(), terms, desk.clock.now()),
    policyRef: { rulesVersion, rowIds, policyHash: hashPolicy(policy) },
  };
}
