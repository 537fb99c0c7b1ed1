// An item as the engine judges one: where it is, who has it, who waits for it, and what goes with it.

import type { PatronId } from '../../core/ids.ts';
import { PLAIN_ITEM, type HolderNow, type ItemStanding } from '../../rules/judge/checkout-question.ts';
import type { Asking } from '../../rules/judge/finding.ts';
import { effectOf } from '../../rules/judge/reason-effects.ts';
import type { ItemFacts } from '../facts.ts';
import { waitsFor } from './fitting-hold.ts';
import { isRecalledFrom } from './open-recalls.ts';
import { branchName, dueOf, type Scene } from './scene.ts';

/** What there may be against lending an item to a patron. */
export function itemStanding(scene: Scene, facts: ItemFacts, patronId: PatronId | null): ItemStanding {
  const { item, location } = facts;
  const circulates = item.circulates && location?.circulates !== false;
  return {
    ...PLAIN_ITEM,
    ...statusOf(scene, facts, patronId),
    ...handlingOf(facts),
    recalled: waitsFor(facts, patronId) === 'another' && isRecalledFrom(facts, patronId) ? 'another' : 'nobody',
    notForLoan: circulates ? 'nothing' : notLoanable(scene),
    home: branchName(scene, item.home),
    holding: branchName(scene, item.state.branch),
  };
}

/** What a library's system makes of an item that is not lent. */
export function notLoanable({ rules }: Scene): Asking {
  return effectOf(rules.profile, 'ITEM_NOT_LOANABLE') === 'block' ? 'block' : 'override';
}

/** What goes out with an item. */
export function handlingOf({ item }: ItemFacts): Pick<ItemStanding, 'parts' | 'alert'> {
  return { parts: item.parts.join(', '), alert: item.alert ?? '' };
}

function statusOf(scene: Scene, facts: ItemFacts, patronId: PatronId | null): Partial<ItemStanding> {
  const { status, to } = facts.item.state;
  switch (status) {
    case 'available':
      return { waited: waitsFor(facts, patronId) };
    case 'on-hold-shelf':
      return { held: isHeldFor(facts, patronId) ? 'this-patron' : 'another' };
    case 'on-loan':
      return { holder: holderOf(scene, facts, patronId) };
    case 'on-loan-unknown':
      return { holder: { who: 'another' } };
    case 'in-transit':
      return { inTransitTo: to === null ? '' : branchName(scene, to) };
    case 'in-question':
      return { isInQuestion: true };
    case 'lost':
      return {
        lostStatus: status,
        ...(facts.loan === null ? {} : { holder: holderOf(scene, facts, patronId) }),
      };
    case 'missing':
      return { lostStatus: status };
    default:
      return { badStatus: status };
  }
}

function holderOf(scene: Scene, { loan }: ItemFacts, patronId: PatronId | null): HolderNow {
  if (loan === null) return { who: 'another' };
  const { dueAt, grain } = dueOf(scene, loan.dueAt);
  if (loan.patronId !== patronId) return { who: 'another', dueAt, grain };
  return { who: 'this-patron', isOnsite: false, mayRenew: true, dueAt, grain };
}

/** A hold that the facts do not name cannot be shown to be this patron's. */
function isHeldFor({ item, holds }: ItemFacts, patronId: PatronId | null): boolean {
  const hold = holds.find(({ id }) => id === item.state.hold);
  return hold !== undefined && hold.patronId === patronId;
}
