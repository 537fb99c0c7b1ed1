// What stands between a loan and a later date. Reported all at once; whether anything is gained is asked after closed days were avoided.

import type { Terms } from '../decision.ts';
import type { ItemFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';
import { canFill } from './fitting-hold.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { found } from './finding.ts';
import { dueOf, type Scene } from './scene.ts';

/** Judges the loan of an item for a renewal under new terms. */
export function judgeRenewal(scene: Scene, facts: ItemFacts, terms: Terms | null): Finding[] {
  const { item, loan } = facts;
  if (loan === null) {
    const inQuestion = item.state.status === 'in-question' ? [found('ITEM_IN_QUESTION')] : [];
    return [...inQuestion, foundAs('block', 'NOT_ON_LOAN')];
  }
  const isLost = loan.state === 'lost' || item.state.status === 'lost';
  const isWaitedFor = facts.holds.some((hold) => hold.patronId !== loan.patronId && canFill(facts, hold));
  return [
    ...(isLost ? [found('RENEW_ITEM_LOST')] : []),
    ...(isWaitedFor ? [found('RENEW_ON_HOLD')] : []),
    ...(terms === null ? [] : [...judgeCount(loan, terms), ...judgeGain(scene, loan, terms)]),
  ];
}

function judgeCount({ renewals }: Loan, { policy }: Terms): Finding[] {
  const { maxRenewals: limit } = policy;
  if (limit === null || renewals < limit) return [];
  // "0 of 0 times" would say nothing; without its count the reason is told in other words.
  return [found('RENEW_LIMIT_REACHED', limit === 0 ? { limit } : { count: renewals, limit })];
}

function judgeGain(scene: Scene, loan: Loan, terms: Terms): Finding[] {
  return terms.dueAt > loan.dueAt ? [] : [found('RENEW_NO_GAIN', { due: dueOf(scene, loan.dueAt) })];
}
