// A check-in, judged: where the copy goes and what the desk is told. Nothing is asked, because a copy that came back is back.

import type { BranchId } from '../../core/ids.ts';
import type { ItemFacts } from '../facts.ts';
import type { Hold } from '../model/hold.ts';
import { fittingHold } from './fitting-hold.ts';
import { foundAs, type Finding } from '../../rules/judge/finding.ts';
import { branchName, type Scene } from './scene.ts';

/** Where a copy goes. */
export type Routing = {
  readonly route: 'reshelve' | 'hold-shelf' | 'transit' | 'not-ours' | 'check-shelf';
  readonly hold: Hold | null;
  readonly transitTo: BranchId | null;
};

/** Routes a copy: to whoever waits for it, else home. */
export function routeItem({ desk }: Scene, facts: ItemFacts): Routing {
  const { item } = facts;
  if (item.state.status === 'in-question') return { route: 'check-shelf', hold: null, transitTo: null };
  const hold = fittingHold(facts);
  const destination = hold?.pickup ?? item.home;
  // A desk without a branch cannot know that it is elsewhere; only a hold says where the copy must be.
  const isHere = desk === null ? hold === null : destination === desk.id;
  if (!isHere) return { route: 'transit', hold, transitTo: destination };
  return { route: hold === null ? 'reshelve' : 'hold-shelf', hold, transitTo: null };
}

/** What the desk is told of a copy that it knows. */
export function judgeReturned(scene: Scene, facts: ItemFacts, routing: Routing): Finding[] {
  const { item } = facts;
  const { hold, transitTo } = routing;
  return [
    ...(scene.desk === null ? [foundAs('alert', 'DESK_MISSING')] : []),
    ...judgeStatus(scene, facts),
    ...(hold === null ? [] : [foundAs('message', 'HOLD_FOUND', { pickup: branchName(scene, hold.pickup) })]),
    ...(transitTo === null ? [] : [foundAs('message', 'NEEDS_TRANSIT', { branch: branchName(scene, transitTo) })]),
    ...(item.parts.length === 0 ? [] : [foundAs('alert', 'ITEM_PARTS_BACK', { parts: item.parts.join(', ') })]),
    ...(item.alert === null || item.alert === '' ? [] : [foundAs('alert', 'ITEM_ALERT', { text: item.alert })]),
  ];
}

function judgeStatus({ desk }: Scene, { item }: ItemFacts): Finding[] {
  const { status, to } = item.state;
  switch (status) {
    case 'on-loan':
    case 'on-loan-unknown':
      return [foundAs('message', 'RETURNED')];
    case 'lost':
    case 'missing':
      return [foundAs('alert', 'LOST_FOUND', { status })];
    case 'in-question':
      return [foundAs('alert', 'ITEM_IN_QUESTION')];
    case 'in-transit':
      return to !== null && to === desk?.id ? [foundAs('message', 'TRANSIT_ARRIVED')] : [];
    case 'on-hold-shelf':
      return [];
    case 'available':
      return [foundAs('message', 'NOT_ON_LOAN')];
    default:
      return [foundAs('alert', 'ITEM_BAD_STATUS', { status })];
  }
}
