// The findings on a returned item, the most important first, and where the item goes. Source: loan rules, 4.3. A
// check-in is recorded with any finding: a copy that came back is back. Only Koha's rules turn some away, and not a
// copy that the desk has in hand.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Param, Params } from '../../core/say.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { foundAs, type Finding } from '../judge/finding.ts';
import { effectOf } from '../judge/reason-effects.ts';
import type { ReturnTerms } from '../model/policy/return.ts';
import { returnPlace } from './return-place.ts';
import type { BanChange, ReturnedItem, ReturnQuestion } from './return-question.ts';

export type ReturnAnswer = {
  readonly findings: readonly Finding[];
  /** The item is turned away: nothing changes. */
  readonly isTurnedAway: boolean;
  /** The branch that it goes to; null = it stays at this desk, or it is unknown. */
  readonly goesTo: string | null;
};

/** Judges a check-in. Total. */
export function judgeReturn(question: ReturnQuestion): ReturnAnswer {
  const { item, barcode } = question;
  const turnsAway = question.profile === 'koha' && !question.isTakenAnyway;
  if (item === null) return { findings: [told('ITEM_UNKNOWN', { barcode })], isTurnedAway: turnsAway, goesTo: null };
  const desk = question.desk === null ? [told('DESK_MISSING')] : [];
  if (item.isInQuestion) {
    const findings = [...desk, told('ITEM_IN_QUESTION'), ...judgeHandling(item)];
    return { findings, isTurnedAway: false, goesTo: null };
  }
  const gate = judgeGate(question, item);
  if (turnsAway && gate.length > 0) {
    const blocks = gate.map(({ code, params }) => foundAs('block', code, params));
    return { findings: blocks, isTurnedAway: true, goesTo: null };
  }
  const goesTo = destination(question, item);
  return {
    findings: [
      ...desk,
      ...gate,
      ...judgeLoan(question, item),
      ...judgeLost(question, item),
      ...judgeTransit(question, item),
      ...judgePatron(question),
      ...judgeWaiting(question),
      ...(goesTo === null ? [] : [told('NEEDS_TRANSIT', { branch: question.branchName(goesTo) })]),
      ...judgeClaim(item),
      ...judgeHandling(item),
    ],
    isTurnedAway: false,
    goesTo,
  };
}

/** A finding that asks for nothing: an asking finding elsewhere is an alert here. */
function told(code: ReasonCode, params: Params = {}): Finding {
  const effect = effectOf('holdfast', code);
  return foundAs(effect === 'message' ? effect : 'alert', code, params);
}

/** Findings that may turn an item away. */
function judgeGate(question: ReturnQuestion, item: ReturnedItem): Finding[] {
  const { terms } = question;
  const place = placeInstead(question, item);
  return [
    ...(item.isWithdrawn && terms.blocksWithdrawn ? [told('WITHDRAWN')] : []),
    ...(place === null ? [] : [told('RETURN_NOT_HERE', { branch: question.branchName(place) })]),
    ...(item.lostStatus !== null && terms.blocksLost ? [told('LOST_BLOCKED')] : []),
  ];
}

function judgeLoan(question: ReturnQuestion, item: ReturnedItem): Finding[] {
  const { terms } = question;
  const withdrawn = item.isWithdrawn && !terms.blocksWithdrawn ? [told('WITHDRAWN')] : [];
  const changed = item.statusBecomes === null ? [] : [told('STATUS_CHANGED', { status: item.statusBecomes })];
  const contradicting = item.isContradictory ? [told('DATA_ERROR')] : [];
  const bad = item.badStatus === null ? [] : [told('ITEM_BAD_STATUS', { status: item.badStatus })];
  const was: Readonly<Record<ReturnedItem['from'], readonly ReasonCode[]>> = {
    loan: ['RETURNED'],
    shelf: terms.countsLocalUse ? ['NOT_ON_LOAN', 'LOCAL_USE'] : ['NOT_ON_LOAN'],
    elsewhere: [],
  };
  return [...withdrawn, ...was[item.from].map((code) => told(code)), ...bad, ...changed, ...contradicting];
}

function judgeLost(question: ReturnQuestion, { lostStatus }: ReturnedItem): Finding[] {
  if (lostStatus === null) return [];
  const { liftedMinor, terms, currency } = question;
  const back = told('LOST_FOUND', { status: lostStatus });
  if (liftedMinor === null) return [back];
  if (liftedMinor === 0 || terms.lostBill === 'keep') return [back, told('LOST_FEE_KEPT')];
  const amount = { amountMinor: liftedMinor, currency };
  return [back, told(terms.lostBill === 'recharge-overdue' ? 'LOST_FEE_RECHARGED' : 'BILL_LIFTED', { amount })];
}

/** A desk without a branch cannot know whether this is where it was sent. */
function judgeTransit({ desk, branchName }: ReturnQuestion, { transitTo }: ReturnedItem): Finding[] {
  if (transitTo === null || desk === null) return [];
  return transitTo === desk ? [told('TRANSIT_ARRIVED')] : [told('WRONG_TRANSIT', { branch: branchName(transitTo) })];
}

function judgePatron(question: ReturnQuestion): Finding[] {
  const { otherOverdues, ban } = question;
  return [
    ...(otherOverdues > 0 ? [told('PATRON_STILL_OVERDUE', { count: otherOverdues })] : []),
    ...(ban === null ? [] : [banFinding(question, ban)]),
  ];
}

function banFinding(question: ReturnQuestion, { kind, until }: BanChange): Finding {
  if (until === null) return told('BAN_FOREVER');
  const day: Param = { dateOf: clampInstant(until), zone: question.zone };
  return told(kind === 'set' ? 'BAN_SET' : 'BAN_BEFORE', { until: day });
}

function judgeWaiting(question: ReturnQuestion): Finding[] {
  const { recallPickup, holdPickup, branchName } = question;
  if (recallPickup !== null) return [told('RECALL_FOUND')];
  return holdPickup === null ? [] : [told('HOLD_FOUND', { pickup: branchName(holdPickup) })];
}

/** A waiting patron comes first; an item without one goes where it may come back, or where the library wants it. */
function destination(question: ReturnQuestion, item: ReturnedItem): string | null {
  const { recallPickup, holdPickup, terms, desk } = question;
  const waiting = recallPickup ?? holdPickup;
  // A desk without a branch cannot know that the item is elsewhere; only a waiting patron's pickup branch is known.
  if (desk === null) return waiting;
  const homes: Readonly<Record<ReturnTerms['goes'], string>> = {
    home: item.home,
    // An item that was sent here is held here from now on.
    holding: item.transitTo === desk ? desk : item.holding,
    stay: desk,
    group: desk,
  };
  const place = waiting ?? placeInstead(question, item) ?? homes[terms.goes];
  return place === desk ? null : place;
}

/** Where it may come back instead of here; null = here, or the place of the desk is not known. */
function placeInstead({ terms, desk }: ReturnQuestion, item: ReturnedItem): string | null {
  return desk === null ? null : returnPlace(terms, item, desk);
}

function judgeClaim({ claim, bundle }: ReturnedItem): Finding[] {
  const codes: Readonly<Record<ReturnedItem['claim'], readonly ReasonCode[]>> = {
    none: [],
    open: ['CLAIM_OPEN'],
    resolved: ['CLAIM_RESOLVED'],
  };
  return [...codes[claim].map((code) => told(code)), ...(bundle === null ? [] : [told('IN_BUNDLE', { bundle })])];
}

/** Findings for a look at the item in hand. */
function judgeHandling({ parts, alert }: ReturnedItem): Finding[] {
  return [
    ...(parts === '' ? [] : [told('ITEM_PARTS_BACK', { parts })]),
    ...(alert === '' ? [] : [told('ITEM_ALERT', { text: alert })]),
  ];
}
