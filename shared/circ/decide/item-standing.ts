// An item as the engine judges one: its place, its borrower, the waiting patrons, and its parts.

import type { PatronId } from '../../core/ids.ts';
import { PLAIN_ITEM, type HolderNow, type ItemStanding } from '../../rules/judge/checkout-question.ts';
import type { Asking } from '../../rules/judge/finding.ts';
import { PROFILES } from '../../rules/model/profile.ts';
import { effectOf } from '../../rules/judge/reason-effects.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { ItemFacts } from '../facts.ts';
import type { Loan } from '../model/loan.ts';
import { shownStatus } from '../model/mark.ts';
import type { Instant } from '../../core/instant.ts';
import { bookedNow } from './judge-equipment.ts';
import { waitsFor } from './fitting-hold.ts';
import { isRecalledFrom } from './open-recalls.ts';
import { branchName, dueOf, type Scene } from './scene.ts';

/** An item that a person wants. */
export type WantedItem = {
  readonly item: ItemFacts;
  /** Null: unknown card. */
  readonly patronId: PatronId | null;
  /** Null: the desk has no branch, so that no rules are asked. */
  readonly resolved: Resolved | null;
};

/** Facts that may speak against lending an item to a patron. */
export function itemStanding(scene: Scene, { item: facts, patronId, resolved }: WantedItem): ItemStanding {
  const { item, location } = facts;
  const circulates = item.circulates && location?.circulates !== false;
  return {
    ...PLAIN_ITEM,
    ...markedAs(scene, facts),
    ...statusOf(scene, facts, { patronId, resolved }),
    ...handlingOf(facts),
    bookings: bookingsOf(facts, scene.now),
    isClaimed: facts.loan?.claim !== undefined,
    isOfOtherLibrary: resolved?.ownLibraryOnly === true && item.home !== scene.desk?.id,
    recalled: waitsFor(facts, patronId) === 'another' && isRecalledFrom(facts, patronId) ? 'another' : 'nobody',
    notForLoan: circulates ? (resolved?.notForLoan ?? 'nothing') : notLoanable(scene),
    home: branchName(scene, item.home),
    holding: branchName(scene, item.state.branch),
  };
}

/** The patron's own booking, and one of another that leaves no time to lend. */
function bookingsOf({ booked }: ItemFacts, now: Instant): ItemStanding['bookings'] {
  const next = bookedNow(booked, now);
  const own = booked?.own ?? null;
  return [
    // One that may be picked up early is the patron's all the same.
    ...(own === null ? [] : [{ isOwn: true, startsAt: Math.min(own.from, now) }]),
    ...(next === null ? [] : [{ isOwn: false, startsAt: next.from }]),
  ];
}

/** The effect of an item that is not for loan, by the library's system. */
export function notLoanable({ rules }: Scene): Asking {
  if (rules.profile === 'koha' && rules.settings.allowNotForLoanOverride) return 'override';
  return effectOf(rules.profile, 'ITEM_NOT_LOANABLE') === 'block' ? 'block' : 'override';
}

/** Parts and alert of an item, for its handling at the desk. */
export function handlingOf({ item }: ItemFacts): Pick<ItemStanding, 'parts' | 'alert'> {
  return { parts: item.parts.join(', '), alert: item.alert ?? '' };
}

type Wanting = Omit<WantedItem, 'item'>;

function statusOf(scene: Scene, facts: ItemFacts, wanting: Wanting): Partial<ItemStanding> {
  const { status, to } = facts.item.state;
  const { patronId } = wanting;
  switch (status) {
    case 'available':
      return { waited: waitsFor(facts, patronId) };
    case 'on-hold-shelf':
      return { held: isHeldFor(facts, patronId) ? 'this-patron' : 'another' };
    case 'on-loan':
      return { holder: holderOf(scene, facts, wanting), waited: waitedOut(scene, facts, patronId) };
    case 'on-loan-unknown':
      return { holder: { who: 'another' } };
    case 'in-transit':
      return { inTransitTo: to === null ? '' : branchName(scene, to) };
    case 'in-question':
      return { isInQuestion: true };
    case 'lost':
      return {
        lostStatus: status,
        ...(facts.loan === null ? {} : { holder: holderOf(scene, facts, wanting) }),
      };
    case 'missing':
      return { lostStatus: status };
    case 'discarded':
      // FOLIO lends a withdrawn item like any other.
      return { isWithdrawn: scene.rules.profile !== 'folio' };
    default:
      return { badStatus: shownStatus(facts.item.state) };
  }
}

/** Its marks by acts while its status is another: on loan, in transit, on the hold shelf. */
function markedAs({ rules }: Scene, { item }: ItemFacts): Partial<ItemStanding> {
  const lasting = (item.state.marks ?? []).filter((mark) => mark !== 'missing');
  const others = lasting.filter((mark) => mark !== 'withdrawn');
  return {
    ...(others[0] === undefined ? {} : { badStatus: others[0] }),
    ...(lasting.length > others.length ? { isWithdrawn: rules.profile !== 'folio' } : {}),
  };
}

/**
 * The next waiting patron when it comes in: shown where a desk may take it back to lend it. Other systems show that for copies on the shelf alone.
 */
function waitedOut({ rules }: Scene, facts: ItemFacts, patronId: PatronId | null): ItemStanding['waited'] {
  const isOfAnother = facts.loan === null || facts.loan.patronId !== patronId;
  return PROFILES[rules.profile].blocks === 'final' && isOfAnother ? waitsFor(facts, patronId) : 'nobody';
}

function holderOf(scene: Scene, { loan }: ItemFacts, { patronId, resolved }: Wanting): HolderNow {
  if (loan === null) return { who: 'another' };
  const { dueAt, grain } = dueOf(scene, loan.dueAt);
  if (loan.patronId !== patronId) return { who: 'another', dueAt, grain };
  return { who: 'this-patron', isOnsite: false, mayRenew: mayRenew(scene, loan, resolved), dueAt, grain };
}

/** Koha offers no renewal of a loan whose renewals are used up; elsewhere the limit is shown when a person renews. */
function mayRenew({ rules }: Scene, { renewals }: Loan, resolved: Resolved | null): boolean {
  const most = resolved?.policy?.terms.renew.maxCount ?? null;
  return rules.profile !== 'koha' || most === null || renewals < most;
}

/** A hold that the facts do not name cannot be shown to be this patron's. */
function isHeldFor({ item, holds }: ItemFacts, patronId: PatronId | null): boolean {
  const hold = holds.find(({ id }) => id === item.state.hold);
  return hold !== undefined && hold.patronId === patronId;
}
