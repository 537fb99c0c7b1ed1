// What a desk is told of an item that comes back, in the order in which it matters, and where the item goes. Source: loan rules, 4.3.
// A check-in is recorded whatever is found: a copy that came back is back. Only Koha's way of deciding turns some away.

import type { Instant } from '../../core/instant.ts';
import type { MinorUnits } from '../../core/money.ts';
import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Param, Params } from '../../core/say.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { foundAs, type Finding } from '../judge/finding.ts';
import { effectOf } from '../judge/reason-effects.ts';
import type { ReturnTerms } from '../model/policy/return.ts';
import type { ProfileName } from '../model/profile-name.ts';
import { returnPlace, type ItemPlaces } from './return-place.ts';

/** An item as a check-in finds it. */
export type ReturnedItem = ItemPlaces & {
  readonly wasOnLoan: boolean;
  readonly isWithdrawn: boolean;
  /** Marked lost or missing, under this status; null = it was not. */
  readonly lostStatus: string | null;
  /** The status that it gets besides coming in; null = none of its own. */
  readonly statusBecomes: string | null;
  /** Where it was on its way to; null = it was not on its way. */
  readonly transitTo: string | null;
  /** Whether somebody claims to have returned it, and whether that ends with this. */
  readonly claim: 'none' | 'open' | 'resolved';
  /** The bundle that it belongs to; null = none. */
  readonly bundle: string | null;
  /** Its records contradict each other. */
  readonly isContradictory: boolean;
};

/** What a check-in does to the ban of the patron: `until` null = it has no end. */
export type BanChange = { readonly kind: 'set' | 'before'; readonly until: Instant | null };

export type ReturnQuestion = {
  readonly profile: ProfileName;
  readonly zone: string;
  /** ISO 4217 code, for amounts that are told. */
  readonly currency: string;
  /** Branch of the desk; null = it has none. */
  readonly desk: string | null;
  /** Null: nothing has the barcode. */
  readonly item: ReturnedItem | null;
  readonly terms: ReturnTerms;
  /** What the lost bill loses by the return; 0 = nothing is taken back. Null = there was no bill. */
  readonly liftedMinor: MinorUnits | null;
  /** Other loans of the patron that are overdue. */
  readonly otherOverdues: number;
  readonly ban: BanChange | null;
  /** Where who recalled it, or who waits for it, picks it up; null = nobody does. */
  readonly recallPickup: string | null;
  readonly holdPickup: string | null;
};

export type ReturnAnswer = {
  readonly findings: readonly Finding[];
  /** The item is turned away: nothing changes. */
  readonly isTurnedAway: boolean;
  /** The branch that it goes to; null = it stays at this desk, or nobody knows what it is. */
  readonly goesTo: string | null;
};

/** Judges a check-in. Total. */
export function judgeReturn(question: ReturnQuestion): ReturnAnswer {
  const { item } = question;
  const turnsAway = question.profile === 'koha';
  if (item === null) return { findings: [told('ITEM_UNKNOWN')], isTurnedAway: turnsAway, goesTo: null };
  const gate = judgeGate(question, item);
  if (turnsAway && gate.length > 0) {
    const blocks = gate.map(({ code, params }) => foundAs('block', code, params));
    return { findings: blocks, isTurnedAway: true, goesTo: null };
  }
  const goesTo = destination(question, item);
  return {
    findings: [
      ...gate,
      ...judgeLoan(question, item),
      ...judgeLost(question, item),
      ...judgeTransit(question, item),
      ...judgePatron(question),
      ...judgeWaiting(question),
      ...(goesTo === null ? [] : [told('NEEDS_TRANSIT', { branch: goesTo })]),
      ...judgeClaim(question, item),
    ],
    isTurnedAway: false,
    goesTo,
  };
}

/** A finding that asks for nothing: what would ask elsewhere is an alert here. */
function told(code: ReasonCode, params: Params = {}): Finding {
  const effect = effectOf('holdfast', code);
  return foundAs(effect === 'message' ? effect : 'alert', code, params);
}

/** What may turn an item away. */
function judgeGate(question: ReturnQuestion, item: ReturnedItem): Finding[] {
  const { terms, desk } = question;
  const place = returnPlace(terms, item, desk);
  return [
    ...(item.isWithdrawn && terms.blocksWithdrawn ? [told('WITHDRAWN')] : []),
    ...(place === null ? [] : [told('RETURN_NOT_HERE', { branch: place })]),
    ...(item.lostStatus !== null && terms.blocksLost ? [told('LOST_BLOCKED')] : []),
  ];
}

function judgeLoan(question: ReturnQuestion, item: ReturnedItem): Finding[] {
  const { terms } = question;
  const withdrawn = item.isWithdrawn && !terms.blocksWithdrawn ? [told('WITHDRAWN')] : [];
  const changed = item.statusBecomes === null ? [] : [told('STATUS_CHANGED', { status: item.statusBecomes })];
  const contradicting = item.isContradictory ? [told('DATA_ERROR')] : [];
  if (item.wasOnLoan) return [...withdrawn, told('RETURNED'), ...changed, ...contradicting];
  const used = terms.countsLocalUse ? [told('LOCAL_USE')] : [];
  return [...withdrawn, told('NOT_ON_LOAN'), ...used, ...changed, ...contradicting];
}

function judgeLost(question: ReturnQuestion, { lostStatus }: ReturnedItem): Finding[] {
  if (lostStatus === null) return [];
  const { liftedMinor, terms, currency } = question;
  const back = told('LOST_FOUND', { status: lostStatus });
  if (liftedMinor === null) return [back];
  if (liftedMinor === 0 || terms.lostBill === 'keep') return [back, told('LOST_FEE_KEPT')];
  if (terms.lostBill === 'recharge-overdue') return [back, told('LOST_FEE_RECHARGED')];
  return [back, told('BILL_LIFTED', { amount: { amountMinor: liftedMinor, currency } })];
}

function judgeTransit(question: ReturnQuestion, { transitTo }: ReturnedItem): Finding[] {
  if (transitTo === null) return [];
  return transitTo === question.desk ? [told('TRANSIT_ARRIVED')] : [told('WRONG_TRANSIT', { branch: transitTo })];
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
  const { recallPickup, holdPickup } = question;
  if (recallPickup !== null) return [told('RECALL_FOUND')];
  return holdPickup === null ? [] : [told('HOLD_FOUND', { pickup: holdPickup })];
}

/** Who waits for it comes first; only what nobody waits for goes home. */
function destination({ recallPickup, holdPickup, terms, desk }: ReturnQuestion, item: ReturnedItem): string | null {
  const homes: Readonly<Record<ReturnTerms['goes'], string | null>> = {
    home: item.home,
    holding: item.holding,
    stay: desk,
    group: desk,
  };
  const place = recallPickup ?? holdPickup ?? homes[terms.goes];
  return place === desk ? null : place;
}

function judgeClaim(question: ReturnQuestion, { claim, bundle }: ReturnedItem): Finding[] {
  const codes: Readonly<Record<ReturnedItem['claim'], readonly ReasonCode[]>> = {
    none: [],
    open: ['CLAIM_OPEN'],
    resolved: ['CLAIM_RESOLVED'],
  };
  return [...codes[claim].map((code) => told(code)), ...(bundle === null ? [] : [told('IN_BUNDLE', { bundle })])];
}
