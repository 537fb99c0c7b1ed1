// A checkout at a desk, put to the engine as one question, the same for all systems. An unknown card or barcode is
// judged as the most general patron or a plain item of the desk, and staff are asked about it.

import {
  PLAIN_ITEM,
  PLAIN_LOAN_TERMS,
  type CheckoutQuestion,
  type CheckoutSettings,
  type LoanTerms,
  type TitleHistory,
} from '../../rules/judge/checkout-question.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { judgeCheckout as judge } from '../../rules/judge/judge-checkout.ts';
import { lendingPrice } from '../../rules/judge/rental.ts';
import { reusableFrom } from '../../rules/judge/reusable-from.ts';
import type { PatronStanding } from '../../rules/judge/patron-standing.ts';
import { dayOf, midnightOf, readDay, writeDay } from '../../rules/calendar/local-time.ts';
import { blackoutOn } from '../../rules/model/joining.ts';
import { joiningOf } from '../../rules/rule-set-parts.ts';
import { plainSettings } from '../../rules/resolve/checkout-settings.ts';
import type { Instant } from '../../core/instant.ts';
import type { Params } from '../../core/say.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { RuleLimits } from '../../rules/resolve/rule-limits.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import type { LoanCharges } from '../model/loan.ts';
import { found, ownAccount } from './finding.ts';
import { itemStanding } from './item-standing.ts';
import { standingOf } from './patron-standing.ts';
import type { Scene } from './scene.ts';
import { ageInYears, groupOf } from './subject.ts';

/** Questions of a desk about a person without an account. Absent, as at the server: an act that was done is judged. */
export type StrangerAsk = {
  /** The server was asked and does not know the card: there is a person to register, or nothing to lend. */
  readonly isSought: boolean;
  readonly isEquipment: boolean;
};

/** Facts of a desk on an unknown barcode: with the server there the copy is the catalog as it is now. */
export type UnknownItemAsk = { readonly isSought: boolean };

/** A patron, an item, and the rules that resolve for them. */
export type CheckoutMatter = {
  readonly item: ItemFacts | null;
  readonly patron: PatronFacts | null;
  readonly barcode: string;
  readonly card: string;
  /** Null: the desk has no branch, so that no rules are asked. */
  readonly resolved: Resolved | null;
  readonly limits: RuleLimits;
  /** When the loan would be due; null = there is no date. */
  readonly dueAt: Instant | null;
  readonly stranger: StrangerAsk | null;
  readonly unknownItem: UnknownItemAsk | null;
  /** The copy has no patrons and items yet: a card or barcode that it does not know may well be the library's. */
  readonly isLoading: boolean;
} & Pick<LoanTerms, 'underPressure'>;

/** Everything that stands in the way of a checkout, its date aside. */
export function judgeCheckout(scene: Scene, matter: CheckoutMatter): Finding[] {
  const { patron } = matter;
  const { profile } = scene.rules;
  return [
    ...ownAccount(profile, patron),
    ...judgeStranger(scene, matter),
    ...judgeBlackout(scene, patron),
    ...judgeUnknownItem(scene, matter),
    ...judge(questionOf(scene, matter)),
  ];
}

function judgeStranger(
  { rules: { profile } }: Scene,
  { patron, card, stranger, isLoading }: CheckoutMatter,
): Finding[] {
  const unknown = stranger?.isSought === true ? 'PATRON_NOT_REGISTERED' : 'PATRON_UNKNOWN';
  const hasNoAccount = patron === null || patron.patron.provisional;
  return [
    ...(patron === null ? [found(profile, unknown, { card, ...whileLoading(isLoading) })] : []),
    ...(hasNoAccount && stranger?.isEquipment === true ? [found(profile, 'EQUIPMENT_WITHOUT_ACCOUNT')] : []),
  ];
}

/** Days on which the group does not borrow, as visitors in the weeks of exams. */
function judgeBlackout({ rules, clock, now }: Scene, facts: PatronFacts | null): Finding[] {
  const joining = joiningOf(rules, groupOf(rules, facts?.patron));
  const met = joining === null ? null : blackoutOn(joining, writeDay(dayOf(clock.toLocal(now))));
  if (met === null) return [];
  const last = clock.toInstant(midnightOf(readDay(met.to)));
  return [found(rules.profile, 'PATRON_BLACKOUT', { name: met.name, until: { dateOf: last, zone: clock.zone } })];
}

/** A barcode that a desk once scanned is not an item of the library until a person writes its record. */
function judgeUnknownItem(
  { rules: { profile } }: Scene,
  { item, barcode, unknownItem, isLoading }: CheckoutMatter,
): Finding[] {
  if (item !== null && (!item.item.provisional || item.item.described === true)) return [];
  const code = unknownItem?.isSought === true ? 'ITEM_NOT_REGISTERED' : 'ITEM_UNKNOWN';
  return [found(profile, code, { barcode: item?.item.barcode ?? barcode, ...whileLoading(isLoading) })];
}

const whileLoading = (isLoading: boolean): Params => (isLoading ? { copy: 'loading' } : {});

/** Rental and deposit under the rules; undefined = none. */
export function judgeCharges(scene: Scene, matter: CheckoutMatter): LoanCharges | undefined {
  const price = lendingPrice(questionOf(scene, matter));
  return price.rentalMinor === 0 && price.depositMinor === 0 ? undefined : price;
}

function questionOf(scene: Scene, matter: CheckoutMatter): CheckoutQuestion {
  const { item, patron, resolved, limits, underPressure, dueAt } = matter;
  const { rules, clock, desk, now } = scene;
  const settings = resolved?.settings ?? plainSettings(rules.profile);
  const { reachedLimit, itemLimit, limitSets } = limits;
  const hasRule = resolved === null || resolved.policy !== null;
  return {
    profile: rules.profile,
    now,
    clock,
    currency: rules.currency,
    desk: desk?.name ?? null,
    patron: { ...standingOf(scene, patron, limits), ...siteStanding(scene, patron, resolved) },
    patronGroup: groupOf(rules, patron?.patron),
    patronAge: ageInYears(scene, patron?.patron.birthDate ?? null),
    history: titleHistory(patron, item, settings),
    item: {
      ...(item === null ? PLAIN_ITEM : itemStanding(scene, { item, patronId: patron?.patron.id ?? null, resolved })),
      leastAge: resolved?.leastAge ?? null,
    },
    terms: {
      ...PLAIN_LOAN_TERMS,
      isLoanable: hasRule ? true : null,
      // Without a rule that lends, that none gives a limit either is no reason of its own.
      reachedLimit: hasRule ? reachedLimit : null,
      itemLimit,
      limitSets,
      underPressure,
      reusableFrom: againFrom(item, patron, resolved),
    },
    settings,
    rentedMs: dueAt === null ? 0 : dueAt - now,
    depositMinor: settings.money.depositMinor,
  };
}

/** Facts of a patron for the library as a whole: whether this desk is of another library, and the card's purpose. */
function siteStanding(
  { desk }: Scene,
  patron: PatronFacts | null,
  resolved: Resolved | null,
): Pick<PatronStanding, 'isOfOtherLibrary' | 'isForStatistics'> {
  const isElsewhere = patron !== null && !patron.patron.provisional && patron.patron.home !== desk?.id;
  return {
    isOfOtherLibrary: resolved?.ownLibraryOnly === true && isElsewhere,
    isForStatistics: resolved?.isForStatistics === true,
  };
}

/** The patron's loans of the title, the item in hand aside. A copy that is out is shown once, by the setting that asks for it by name. */
function titleHistory(patron: PatronFacts | null, item: ItemFacts | null, settings: CheckoutSettings): TitleHistory {
  const titleId = item?.item.titleId;
  if (patron === null || item === null) return { hadBefore: false, hasCopy: false, isOutNow: false };
  const isOut = patron.loansOut.some((one) => one.titleId === titleId && one.loan.itemId !== item.item.id);
  return {
    hadBefore: (patron.returned ?? []).some((one) => one.titleId === titleId),
    hasCopy: isOut,
    isOutNow: isOut && settings.sameTitleOut === 'nothing',
  };
}

/** When a patron who brought the same back may have it again; null = there is no waiting time. */
function againFrom(
  item: ItemFacts | null,
  patron: PatronFacts | null,
  resolved: Resolved | null,
): LoanTerms['reusableFrom'] {
  const terms = resolved?.reuse ?? null;
  if (terms === null || item === null) return null;
  const { id: itemId, kind } = item.item;
  return reusableFrom(terms, { itemId, kind }, patron?.returned ?? []);
}
