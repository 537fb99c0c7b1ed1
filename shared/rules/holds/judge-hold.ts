// Whether a patron may place a hold: every reason against it, in the order in which they are shown. Source: loan rules, 4.4.
// Reasons about the patron's account are judged where all acts judge them; here are the reasons of the hold itself.

import type { HOLD_REASONS } from '../../core/codes/reasons/request-reasons.ts';
import type { HoldTerms } from '../model/policy/hold.ts';
import { areTogether, type LibraryGroups } from './fulfilment.ts';
import { isHoldableOnShelf, type CopyCounts } from './on-shelf.ts';
import { requestTypesFor, type RequestType } from './request-types.ts';

/** A reason against a hold, and its exact cause. */
export type HoldRefusal = { readonly code: HoldRefusalCode; readonly because: HoldRefusalCause };

export type HoldRefusalCode = keyof typeof HOLD_REASONS;

/** The exact cause of a reason; systems name these apart. */
export type HoldRefusalCause =
  | 'no-rule'
  | 'rule'
  | 'item'
  | 'location'
  | 'status'
  | 'request-type'
  | 'record-open'
  | 'damaged'
  | 'too-young'
  | 'protected'
  | 'on-loan'
  | 'held'
  | 'rule-limit'
  | 'total-limit'
  | 'record-limit'
  | 'day-limit'
  | 'other-library'
  | 'other-group'
  | 'distance'
  | 'pickup-missing'
  | 'pickup-unknown'
  | 'pickup-closed'
  | 'pickup-no-transfer'
  | 'pickup-group'
  | 'on-shelf';

/** The item or title that is asked for. */
export type HoldItem = {
  readonly home: string | null;
  readonly holdable: boolean;
  readonly locationHoldable: boolean;
  readonly statusHoldable: boolean;
  readonly isDamaged: boolean;
  /** The status that request types are looked up by; null = not looked at. */
  readonly status: string | null;
  /** Years of age that the item asks for; null = of any age. */
  readonly minimumAge: number | null;
  /** Days that the item is in the collection, and how far the patron's pickup is from it. */
  readonly ageDays: number | null;
  readonly distance: number | null;
};

export type HoldPatron = {
  readonly home: string | null;
  readonly age: number | null;
  readonly hasItOnLoan: boolean;
  readonly hasItHeld: boolean;
};

/** Open holds of the patron. */
export type HoldCounts = {
  readonly underRule: number;
  readonly onRecord: number;
  readonly today: number;
  readonly total: number;
};

/** The place of pickup as it was asked for; `given: false` where one is needed and none was named. */
export type HoldPickup = {
  readonly id: string | null;
  readonly given: boolean;
  readonly exists: boolean;
  readonly isPickup: boolean;
  readonly canBeSent: boolean;
};

export type HoldQuestion = {
  /** Null: no rule applies to such a hold. */
  readonly terms: HoldTerms | null;
  readonly type: RequestType;
  /** How patrons may ask by their policy; null = in every way. */
  readonly typesByPolicy: readonly RequestType[] | null;
  readonly item: HoldItem;
  readonly patron: HoldPatron;
  readonly counts: HoldCounts;
  readonly pickup: HoldPickup;
  /** Libraries only serve their own patrons; null = they do not. */
  readonly homesOnly: { readonly itemLibrary: string | null } | null;
  readonly recallOpen: boolean;
  /** Null: copies on the shelf are not looked at. */
  readonly copies: CopyCounts | null;
  readonly groups: LibraryGroups;
};

/** Judges a hold; nothing found = it may be placed. */
export function judgeHold(question: HoldQuestion): HoldRefusal[] {
  const { terms } = question;
  if (terms === null) return [{ code: 'HOLD_NOT_ALLOWED', because: 'no-rule' }];
  return [
    ...judgeItem(terms, question),
    ...judgePossession(terms, question),
    ...judgeLimits(terms, question.counts),
    ...judgeLibraries(terms, question),
    ...judgePickup(terms, question),
    ...judgeShelf(terms, question),
  ];
}

function refusal(isFound: boolean, code: HoldRefusalCode, because: HoldRefusalCause): HoldRefusal[] {
  return isFound ? [{ code, because }] : [];
}

function judgeItem(terms: HoldTerms, { type, typesByPolicy, item, patron, recallOpen }: HoldQuestion): HoldRefusal[] {
  const { status, minimumAge } = item;
  const byStatus = status === null || requestTypesFor(status).includes(type);
  return [
    ...refusal(!item.holdable, 'HOLD_NOT_ALLOWED', 'item'),
    ...refusal(!item.locationHoldable, 'HOLD_NOT_ALLOWED', 'location'),
    ...refusal(!item.statusHoldable, 'HOLD_STATUS', 'status'),
    ...refusal(typesByPolicy !== null && !typesByPolicy.includes(type), 'HOLD_NOT_ALLOWED', 'request-type'),
    ...refusal(!byStatus, 'HOLD_STATUS', 'status'),
    ...refusal(recallOpen, 'HOLD_RECALL_EXISTS', 'record-open'),
    ...refusal(item.isDamaged && !terms.damagedAllowed, 'HOLD_ITEM_DAMAGED', 'damaged'),
    ...refusal(minimumAge !== null && patron.age !== null && patron.age < minimumAge, 'HOLD_AGE', 'too-young'),
    ...refusal(isProtected(terms, item), 'HOLD_AGE', 'protected'),
  ];
}

/** New items stay near for a while. */
function isProtected({ ageProtection }: HoldTerms, { ageDays, distance }: HoldItem): boolean {
  if (ageProtection === null || ageDays === null || distance === null) return false;
  return ageDays < ageProtection.youngerThanDays && distance > ageProtection.distance;
}

function judgePossession(terms: HoldTerms, { patron }: HoldQuestion): HoldRefusal[] {
  return [
    ...refusal(patron.hasItOnLoan && !terms.possessionAllowed, 'HOLD_ON_LOAN_TO_PATRON', 'on-loan'),
    ...refusal(patron.hasItHeld, 'HOLD_DUPLICATE', 'held'),
  ];
}

function judgeLimits(terms: HoldTerms, counts: HoldCounts): HoldRefusal[] {
  const reached = (count: number, limit: number | null) => limit !== null && count >= limit;
  return [
    ...refusal(reached(counts.onRecord, terms.perRecord), 'HOLD_LIMIT_RECORD', 'record-limit'),
    ...refusal(reached(counts.today, terms.perDay), 'HOLD_LIMIT_DAY', 'day-limit'),
    ...refusal(reached(counts.underRule, terms.underRule), 'HOLD_LIMIT_REACHED', 'rule-limit'),
    ...refusal(reached(counts.total, terms.total), 'HOLD_LIMIT_REACHED', 'total-limit'),
  ];
}

function judgeLibraries(terms: HoldTerms, { item, patron, homesOnly, groups }: HoldQuestion): HoldRefusal[] {
  const isOther = (library: string | null) => library !== patron.home;
  return [
    ...refusal(terms.from === 'none', 'HOLD_NOT_ALLOWED', 'rule'),
    ...refusal(terms.from === 'home' && isOther(item.home), 'HOLD_OTHER_LIBRARY', 'other-library'),
    ...refusal(
      terms.from === 'group' && !areTogether(groups, item.home, patron.home),
      'HOLD_OTHER_GROUP',
      'other-group',
    ),
    ...refusal(homesOnly !== null && isOther(homesOnly.itemLibrary), 'HOLD_OTHER_LIBRARY', 'other-library'),
  ];
}

function judgePickup(terms: HoldTerms, { item, patron, pickup, groups }: HoldQuestion): HoldRefusal[] {
  if (!pickup.given) return [{ code: 'HOLD_PICKUP', because: 'pickup-missing' }];
  if (!pickup.exists) return [{ code: 'HOLD_PICKUP', because: 'pickup-unknown' }];
  const byGroup =
    pickup.id === null ||
    (terms.fulfilAt === 'group' && areTogether(groups, item.home, pickup.id)) ||
    (terms.fulfilAt === 'patron-group' && areTogether(groups, patron.home, pickup.id)) ||
    (terms.fulfilAt !== 'group' && terms.fulfilAt !== 'patron-group');
  return [
    ...refusal(!pickup.isPickup, 'HOLD_PICKUP', 'pickup-closed'),
    ...refusal(!pickup.canBeSent, 'HOLD_PICKUP', 'pickup-no-transfer'),
    ...refusal(!byGroup, 'HOLD_PICKUP', 'pickup-group'),
    ...refusal(isTooFar(terms, item), 'HOLD_PICKUP', 'distance'),
  ];
}

function isTooFar({ transitRange }: HoldTerms, { distance }: HoldItem): boolean {
  return transitRange !== null && distance !== null && distance > transitRange;
}

/** A copy that stands on the shelf is fetched, not waited for. */
function judgeShelf(terms: HoldTerms, { copies }: HoldQuestion): HoldRefusal[] {
  const isOpen = copies === null || isHoldableOnShelf(terms.onShelf, copies);
  return refusal(!isOpen, 'HOLD_AVAILABLE_PAGE_INSTEAD', 'on-shelf');
}
