// The rules by which a desk goes on after it closed a branch, or took a closing back: its acts from then on name them, and the server may know more
// rules, or other closings, than the desk did.

import type { Instant } from '../core/instant.ts';
import type { RuleSet } from '../rules/model/rule-set.ts';
import type { ToldRules } from './told.ts';
import { closedUntil, inForceOrder, windowsOf, type Activation } from './model/closing.ts';
import { rulesWith, writtenVersion } from './place-closing.ts';

/** Rules that a desk names with its own act; null where it has none. */
export function rulesToTell(activations: readonly Activation[], now: Instant): ToldRules | null {
  const ordered = inForceOrder(activations);
  const known = ordered.filter(({ at }) => at <= now);
  const inForce = known.at(-1) ?? ordered[0];
  if (inForce === undefined) return null;
  return { rulesVersion: writtenVersion(inForce), closings: windowsOf(known).map(({ id, to }) => ({ id, to })) };
}

/** The rules by which the desk goes on after its act. `activations`: all that are known, with that of the act. */
export function rulesAsTold(
  written: RuleSet,
  { told, own, activations }: { told: ToldRules; own: Activation; activations: readonly Activation[] },
): RuleSet {
  const until = new Map(told.closings.map(({ id, to }) => [id, to]));
  const windows = windowsOf(inForceOrder(activations).filter(({ lifts }) => lifts === undefined)).flatMap((window) => {
    if (window.id === own.id) return [window];
    const to = until.get(window.id);
    if (to === undefined) return [];
    return [{ ...window, to: window.id === own.lifts ? closedUntil({ ...window, to }, own.at) : to }];
  });
  return rulesWith(written, windows);
}
