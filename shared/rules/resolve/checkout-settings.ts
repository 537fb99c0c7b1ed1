// The effect of a library's settings on the findings of a checkout, in the form of its system. Without a setting the
// system's default holds. Source: loan rules, 4.1.

import type { CheckoutSettings } from '../judge/checkout-question.ts';
import { effectOf } from '../judge/reason-effects.ts';
import { kohaMoneyGate, type KohaSite } from '../koha/koha-policy.ts';
import type { KohaItemType } from '../koha/koha-rule-set.ts';
import { NO_MONEY_GATE, type Rental } from '../model/policy/money-gate.ts';
import { PLAIN_RETURN_TERMS } from '../model/policy/return.ts';
import type { ProfileName } from '../model/profile-name.ts';
import type { Gives, WeightedRuleSet } from '../model/rule-set.ts';

/** The settings of a library that set none. */
export function plainSettings(profile: ProfileName): CheckoutSettings {
  return {
    // Overdue loans stand in the way by the limits of the patron group.
    overdues: 'nothing',
    money: NO_MONEY_GATE,
    lostItems: effectOf(profile, 'ITEM_LOST') === 'block' ? 'block' : 'override',
    // The parts of an item are shown with every loan, so a desk that saw them asks nothing.
    parts: 'alert',
    ageLimits: 'override',
    borrowedBefore: 'nothing',
    // Two copies of one title are seldom meant, and nothing to be stopped for.
    sameTitleOut: profile === 'holdfast' ? 'alert' : 'nothing',
    // Only a person at the desk ends a loan of another patron: without that, the folds take the scan for a wrong one.
    takesBackByItself: false,
    switchesOnsite: false,
    returns: { allowedAt: PLAIN_RETURN_TERMS.allowedAt },
  };
}

/** The settings of weighed rules: those of the set, and the terms of the loan on money and returns. */
export function weightedSettings(
  { profile, checkout = {} }: WeightedRuleSet,
  { money, returns }: Gives,
): CheckoutSettings {
  const plain = plainSettings(profile);
  const { overdues, ageLimits, borrowedBefore, sameTitleOut, parts } = checkout;
  return {
    ...plain,
    overdues: overdues ?? plain.overdues,
    ageLimits: ageLimits ?? plain.ageLimits,
    borrowedBefore: borrowedBefore ?? plain.borrowedBefore,
    sameTitleOut: sameTitleOut ?? plain.sameTitleOut,
    parts: parts ?? plain.parts,
    money: { ...NO_MONEY_GATE, ...money },
    returns: { allowedAt: returns?.allowedAt ?? plain.returns.allowedAt },
  };
}

/** The settings of Koha's site, with the price of a loan of an item type there. */
export function kohaSettings(site: KohaSite, type: KohaItemType | undefined, discount: number): CheckoutSettings {
  const { settings } = site;
  const plain = plainSettings('koha');
  return {
    ...plain,
    overdues: settings.overduesBlockCirc,
    ageLimits: settings.ageRestrictionOverride ? 'override' : 'block',
    borrowedBefore: settings.checkPrevCheckout ? 'override' : 'nothing',
    sameTitleOut: settings.allowMultipleIssuesOnABiblio ? 'nothing' : 'override',
    money: { ...kohaMoneyGate(site), rental: kohaRental(site, type, discount) },
    returns: { allowedAt: settings.returnsAllowedAt },
  };
}

/** `discount` is the percentage that a rule takes off. */
function kohaRental({ settings }: KohaSite, type: KohaItemType | undefined, discount: number): Rental {
  const left = (100 - Math.min(Math.max(discount, 0), 100)) / 100;
  const { flatMinor, perDayMinor, perHourMinor } = type?.rental ?? NO_MONEY_GATE.rental;
  return {
    flatMinor: Math.round(flatMinor * left),
    perDayMinor: Math.round(perDayMinor * left),
    perHourMinor: Math.round(perHourMinor * left),
    confirm: settings.confirmsRentals,
    freeFor: [],
    again: true,
  };
}
