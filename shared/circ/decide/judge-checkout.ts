// A checkout at a desk, put to the engine as the one question that all systems are asked. A card or barcode that nobody has is judged as
// that of the most general patron and of a plain item of the desk, and asked about.

import {
  PLAIN_ITEM,
  PLAIN_LOAN_TERMS,
  type CheckoutQuestion,
  type CheckoutSettings,
  type LoanTerms,
} from '../../rules/judge/checkout-question.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import { judgeCheckout as judge } from '../../rules/judge/judge-checkout.ts';
import { reusableFrom } from '../../rules/judge/reusable-from.ts';
import { effectOf } from '../../rules/judge/reason-effects.ts';
import type { Resolved } from '../../rules/resolve/resolved.ts';
import type { RuleLimits } from '../../rules/resolve/rule-limits.ts';
import type { ItemFacts, PatronFacts } from '../facts.ts';
import { found } from './finding.ts';
import { itemStanding } from './item-standing.ts';
import { standingOf } from './patron-standing.ts';
import type { Scene } from './scene.ts';
import { groupOf } from './subject.ts';

/** Who wants what, and what the rules say of it. */
export type CheckoutMatter = {
  readonly item: ItemFacts | null;
  readonly patron: PatronFacts | null;
  readonly barcode: string;
  readonly card: string;
  /** Null: the desk has no branch, so that no rules are asked. */
  readonly resolved: Resolved | null;
  readonly limits: RuleLimits;
} & Pick<LoanTerms, 'underPressure'>;

/** Everything that stands in the way of a checkout, its date aside. */
export function judgeCheckout(scene: Scene, matter: CheckoutMatter): Finding[] {
  const { item, patron, barcode, card } = matter;
  const { profile } = scene.rules;
  return [
    ...(patron === null ? [found(profile, 'PATRON_UNKNOWN', { card })] : []),
    ...(item === null ? [found(profile, 'ITEM_UNKNOWN', { barcode })] : []),
    // A barcode that a desk once scanned is not an item of the library until somebody catalogues it.
    ...(item?.item.provisional === true ? [found(profile, 'ITEM_UNKNOWN', { barcode: item.item.barcode })] : []),
    ...judge(questionOf(scene, matter)),
  ];
}

function questionOf(scene: Scene, { item, patron, resolved, limits, underPressure }: CheckoutMatter): CheckoutQuestion {
  const { rules, clock, desk, now } = scene;
  const { reachedLimit, itemLimit, limitSets } = limits;
  const hasRule = resolved === null || resolved.policy !== null;
  return {
    profile: rules.profile,
    now,
    clock,
    currency: rules.currency,
    desk: desk?.name ?? null,
    patron: standingOf(scene, patron, limits),
    patronGroup: groupOf(rules, patron?.patron),
    patronAge: null,
    history: { hadBefore: false, hasCopy: false, isOutNow: false },
    item: item === null ? PLAIN_ITEM : itemStanding(scene, item, patron?.patron.id ?? null),
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
    settings: settingsOf(scene),
    rentedMs: 0,
    depositMinor: 0,
  };
}

/** When a patron who brought the same back may have it again; null = nothing says that they must wait. */
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

/** What a desk makes of what is found, where no rule set says. */
export function settingsOf({ rules, engine }: Pick<Scene, 'rules' | 'engine'>): CheckoutSettings {
  return {
    // Overdue loans stand in the way by the limits of the patron group.
    overdues: 'nothing',
    money: engine.site.money,
    lostItems: effectOf(rules.profile, 'ITEM_LOST') === 'block' ? 'block' : 'override',
    // The parts of an item are shown with every loan, so a desk that saw them asks nothing.
    parts: 'alert',
    ageLimits: 'nothing',
    borrowedBefore: 'nothing',
    sameTitleOut: 'nothing',
    takesBackByItself: false,
    switchesOnsite: false,
    returns: engine.site.returns,
  };
}
