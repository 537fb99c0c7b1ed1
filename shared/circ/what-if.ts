// "What would happen?": the judgement of a desk about a patron and an item at a moment, and nothing else. For an item
// that the patron already has, the question is a renewal; for every other, a checkout.

import type { Instant } from '../core/instant.ts';
import type { Policy } from '../rules/model/policy.ts';
import { decideCheckout } from './decide/checkout.ts';
import { decideRenew } from './decide/renew.ts';
import type { Decision } from './decision.ts';
import type { CheckoutFacts } from './facts.ts';

/** The act that a question is about. */
export type Asks = 'checkout' | 'renewal';

export type WhatIfFacts = CheckoutFacts & {
  /** The policy that the current loan of the item was made under; null where there is none, or it is not known. */
  readonly policy: Policy | null;
};

export type WhatIfAnswer = { readonly asks: Asks; readonly decision: Decision };

/** Judges as at that moment, with the facts as they are. Total and pure; nothing is overridden. */
export function judgeWhatIf(
  facts: WhatIfFacts,
  { card, barcode }: { readonly card: string; readonly barcode: string },
  at: Instant,
): WhatIfAnswer {
  if (asksFor(facts) === 'checkout') {
    return { asks: 'checkout', decision: decideCheckout(facts, { card, barcode, overrides: [] }, at) };
  }
  // A renewal asks for the item alone, so which of the patron's cards is at hand does not matter.
  const patron = facts.patron === null ? null : { ...facts.patron, isOldCard: false };
  return { asks: 'renewal', decision: decideRenew({ ...facts, patron }, { barcode, overrides: [] }, at) };
}

function asksFor({ item, patron }: WhatIfFacts): Asks {
  const holder = item?.loan?.patronId;
  return holder !== undefined && holder === patron?.patron.id ? 'renewal' : 'checkout';
}
