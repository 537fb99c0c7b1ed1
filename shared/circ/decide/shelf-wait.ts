// Until when a copy that is put aside for a hold waits on the shelf: fixed at the check-in that put it there, and never worked out again.

import type { Instant } from '../../core/instant.ts';
import { shapingOf } from '../../rules/due/shaping-of.ts';
import { shelfExpiry } from '../../rules/holds/shelf-expiry.ts';
import type { StoredPeriod } from '../../rules/model/period.ts';
import type { ShapingTerms } from '../../rules/model/policy/shaping.ts';
import type { RuleSet } from '../../rules/model/rule-set.ts';
import type { ItemFacts } from '../facts.ts';
import type { Hold } from '../model/hold.ts';
import type { Scene } from './scene.ts';
import { subjectOf } from './subject.ts';

type ShelfTerms = { readonly period: StoredPeriod; readonly shaping: ShapingTerms };

/** When the wait ends; null = never, or the rules have no period. */
export function shelfWait(scene: Scene, item: ItemFacts, hold: Hold): Instant | null {
  const times = scene.engine.timesOf(hold.pickup);
  const terms = termsOf(scene, item, hold);
  if (terms === null || times === null) return null;
  const end = shelfExpiry({ now: scene.now, waitingSince: scene.now, times, ...terms });
  // Without any day to end on, the copy waits until a person takes it off.
  return end.ok ? end.value : null;
}

function termsOf(scene: Scene, item: ItemFacts, hold: Hold): ShelfTerms | null {
  const { rules } = scene;
  const desk = desksOf(rules).find(({ id }) => id === hold.pickup);
  if (desk !== undefined) {
    const shaping = shapingOf(rules.profile, desk.shelfClosedMode);
    return desk.shelfPeriod === null ? null : { period: desk.shelfPeriod, shaping };
  }
  const subject = subjectOf(scene, hold.pickup, { item, patron: null, renewal: false });
  const period = scene.engine.holding({ ...subject, pickupBranch: hold.pickup }).terms?.shelfPeriod ?? null;
  return period === null ? null : { period, shaping: shapingOf(rules.profile, null) };
}

function desksOf(rules: RuleSet) {
  return 'desks' in rules ? (rules.desks ?? []) : [];
}
