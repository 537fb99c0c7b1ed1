// Findings on an item for the patron who wants it: its state, its borrower, the patron it is kept for. Source: loan rules, 4.1.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import type { Instant } from '../../core/instant.ts';
import type { Param, Params } from '../../core/say.ts';
import type { Grain } from '../../core/say-date.ts';
import { clampInstant } from '../calendar/zone-clock.ts';
import { PROFILES } from '../model/profile.ts';
import { returnPlace } from '../return/return-place.ts';
import type { CheckoutQuestion, HolderNow, ItemStanding } from './checkout-question.ts';
import { asked, foundAs, foundIn, type Finding } from './finding.ts';

/** Judges an item for a checkout. */
export function judgeLentItem(question: CheckoutQuestion, item: ItemStanding): Finding[] {
  return [
    ...judgeState(question, item),
    ...judgeHolder(question, item),
    ...judgeKept(question, item),
    ...asked(item.notForLoan, 'ITEM_NOT_LOANABLE'),
    ...judgeBookings(question, item),
    ...judgeHandling(question, item),
  ];
}

/** A moment as shown. */
export function momentOf({ clock }: Pick<CheckoutQuestion, 'clock'>, at: Instant, grain: Grain = 'time'): Param {
  return { dueAt: clampInstant(at), grain, zone: clock.zone };
}

function judgeState(question: CheckoutQuestion, item: ItemStanding): Finding[] {
  const { profile, settings, patronAge } = question;
  const plain: ReasonCode[] = [
    ...(item.isWithdrawn ? (['ITEM_WITHDRAWN'] as const) : []),
    ...(item.isRestricted ? (['ITEM_RESTRICTED'] as const) : []),
    ...(item.isClaimed ? (['ITEM_CLAIMED'] as const) : []),
    ...(item.isOfOtherLibrary ? (['ITEM_OTHER_LIBRARY'] as const) : []),
  ];
  const { lostStatus, badStatus, inTransitTo, leastAge } = item;
  return [
    ...plain.map((code) => foundIn(profile, code)),
    ...(lostStatus === null ? [] : asked(settings.lostItems, 'ITEM_LOST', { status: lostStatus })),
    ...(badStatus === null ? [] : [foundIn(profile, 'ITEM_BAD_STATUS', { status: badStatus })]),
    ...(inTransitTo === null ? [] : [foundIn(profile, 'ITEM_IN_TRANSIT', { branch: inTransitTo })]),
    ...(leastAge !== null && patronAge !== null && patronAge < leastAge
      ? asked(settings.ageLimits, 'AGE_RESTRICTED', { age: leastAge })
      : []),
    ...(item.isInQuestion ? [foundIn(profile, 'ITEM_IN_QUESTION')] : []),
  ];
}

function judgeHolder(question: CheckoutQuestion, item: ItemStanding): Finding[] {
  const { holder } = item;
  switch (holder.who) {
    case 'nobody':
      return [];
    case 'this-patron':
      return [judgeOwnLoan(question, holder)];
    case 'another':
      return [judgeLoanOfAnother(question, item)];
  }
}

function judgeOwnLoan(question: CheckoutQuestion, holder: Extract<HolderNow, { who: 'this-patron' }>): Finding {
  const { profile, settings } = question;
  if (holder.isOnsite) return foundIn(profile, settings.switchesOnsite ? 'ONSITE_WILL_SWITCH' : 'RENEW_ONSITE');
  if (!holder.mayRenew) return foundIn(profile, 'NO_MORE_RENEWALS');
  const params: Params = holder.dueAt === null ? {} : { due: momentOf(question, holder.dueAt, holder.grain) };
  return foundIn(profile, 'LOANED_TO_PATRON', params);
}

/** An item that another patron has must be taken back first, which may not be allowed here. */
function judgeLoanOfAnother(question: CheckoutQuestion, item: ItemStanding): Finding {
  const { profile, settings, desk } = question;
  const place = returnPlace(settings.returns, item, desk);
  if (place !== null) return foundIn(profile, 'RETURN_NOT_HERE', { branch: place });
  if (settings.takesBackByItself) return foundAs('alert', 'RETURNED_FROM_ANOTHER');
  const { holder } = item;
  const dueAt = holder.who === 'another' ? (holder.dueAt ?? null) : null;
  const params: Params =
    holder.who !== 'another' || dueAt === null ? {} : { due: momentOf(question, dueAt, holder.grain) };
  return foundIn(profile, 'LOANED_TO_ANOTHER', params);
}

function judgeKept({ profile }: CheckoutQuestion, item: ItemStanding): Finding[] {
  const recalled = item.isInTransitForRecall
    ? foundAs('block', 'RECALLED_FOR_ANOTHER')
    : foundIn(profile, 'RECALLED_FOR_ANOTHER');
  return [
    ...(item.recalled === 'another' ? [recalled] : []),
    ...(item.held === 'another' ? [foundIn(profile, 'HELD_FOR_ANOTHER')] : []),
    ...(item.waited === 'another' ? [foundIn(profile, waitedReason(profile))] : []),
  ];
}

/** Where everything may be overridden, a copy from the shelf is lent, and the waiting patrons are only shown. */
function waitedReason(profile: CheckoutQuestion['profile']): ReasonCode {
  return PROFILES[profile].blocks === 'final' ? 'HOLD_WAITING' : 'HELD_FOR_ANOTHER';
}

/** Findings on the parts that go out with an item, and on its alert. */
export function judgeHandling(
  { settings }: { readonly settings: Pick<CheckoutQuestion['settings'], 'parts'> },
  { parts, alert }: Pick<ItemStanding, 'parts' | 'alert'>,
): Finding[] {
  return [
    ...(parts === '' ? [] : asked(settings.parts, 'ITEM_PARTS', { parts })),
    ...(alert === '' ? [] : [foundAs('alert', 'ITEM_ALERT', { text: alert })]),
  ];
}

/** A booking that runs already leaves nothing to lend; one that only begins within the loan may be gone past. */
function judgeBookings(question: CheckoutQuestion, { bookings }: ItemStanding): Finding[] {
  const { profile, now } = question;
  return bookings.map(({ isOwn, startsAt }) => {
    const params = { from: momentOf(question, startsAt) };
    const isRunning = startsAt <= now;
    if (isOwn) return foundIn(profile, isRunning ? 'BOOKED_BY_PATRON' : 'BOOKED_EARLY', params);
    return isRunning && profile === 'koha'
      ? foundAs('block', 'BOOKED_TO_ANOTHER', params)
      : foundIn(profile, 'BOOKED_TO_ANOTHER', params);
  });
}
