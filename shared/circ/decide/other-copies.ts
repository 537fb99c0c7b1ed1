// The other copies of a title that a patron waits for, as a renewal asks about them: whether they can fill the holds in
// the place of this one. The rules are asked without a patron: only the places in the queue are known.

import type { RenewTerms } from '../../rules/model/policy/renew.ts';
import type { WaitingQuestion } from '../../rules/renewal/waiting-requests.ts';
import type { HoldCopy, ItemFacts } from '../facts.ts';
import { takesHolds } from '../model/takes-holds.ts';
import type { Scene } from './scene.ts';
import { subjectOf } from './subject.ts';

/** The other copies, where the terms of the renewal ask for them. */
export function otherCopies(
  scene: Scene,
  facts: ItemFacts,
  { withHold }: Pick<RenewTerms, 'withHold'>,
): Pick<WaitingQuestion, 'copies' | 'onShelfHolds'> {
  const { item, copies = [] } = facts;
  if (withHold !== 'if-others-can-fill') return { copies: [], onShelfHolds: true };
  const others = copies.filter((copy) => copy.item.id !== item.id);
  return {
    copies: others.map((copy) => ({ isFree: isFree(copy), fills: 'all' as const })),
    onShelfHolds: isShelfHeldFrom(scene, facts),
  };
}

/**
 * Whether holds on copies that stand on the shelf are allowed. If not, the other copies are for the first person who
 * takes them.
 */
function isShelfHeldFrom(scene: Scene, item: ItemFacts): boolean {
  const branch = scene.desk?.id ?? item.item.home;
  const { terms } = scene.engine.holding(subjectOf(scene, branch, { item, patron: null, renewal: false }));
  return terms?.onShelf === 'yes';
}

function isFree(copy: HoldCopy): boolean {
  const { item, location } = copy;
  const isLent = item.circulates && location?.circulates !== false;
  return item.state.status === 'available' && isLent && takesHolds(copy) && !item.provisional;
}
