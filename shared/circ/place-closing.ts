// Where an emergency closing comes to stand among the activations of rules: at its own moment, and with it in the rules that came into force later, as if
// it had been known in time. A closing that a desk recorded without a line ends like one that was known at once. [I24]

import { hashedId } from '../core/digest.ts';
import type { RuleSetVersion } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { closedRules } from '../rules/closed-window.ts';
import type { RuleSet } from '../rules/model/rule-set.ts';
import type { Closing } from './model/closing.ts';

/** From when rules are in force, as the feed has it. */
export type Activation = {
  readonly id: string;
  readonly version: RuleSetVersion;
  readonly at: Instant;
  readonly closing?: Pick<Closing, 'branches' | 'from' | 'to' | 'reason'> | undefined;
  readonly edited?: { readonly note: string; readonly by: string } | undefined;
};

/** A closing that is to be placed. */
export type NewClosing = {
  /** Of the act that made it, or of whatever else names it alone. */
  readonly id: string;
  readonly at: Instant;
  readonly window: Pick<Closing, 'branches' | 'from' | 'to' | 'reason'>;
};

/** Activations that are new or name other rules than before, and the rules that they name. The first is that of the closing. */
export type PlacedClosing = {
  readonly activations: readonly [Activation, ...Activation[]];
  readonly ruleSets: readonly RuleSet[];
};

/** Activations in the order in which they come into force. */
export function inForceOrder(activations: readonly Activation[]): Activation[] {
  return activations.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Places a closing; null where no rules were in force that could be closed. `ruleSet`: null = not known. */
export function placeClosing(
  activations: readonly Activation[],
  { id, at, window }: NewClosing,
  ruleSet: (version: RuleSetVersion) => RuleSet | null,
): PlacedClosing | null {
  const own = hashedId('activation', id);
  const others = inForceOrder(activations).filter((one) => one.id !== own);
  const before = others.findLast((one) => one.at <= at) ?? others[0];
  const rules = before === undefined ? null : ruleSet(before.version);
  if (rules === null) return null;
  const { branches, ...said } = window;
  const closing = { branches: [...branches], ...said };
  const closed = closedRules(rules, window);
  const changed: Activation[] = [];
  const ruleSets = [closed];
  // Rules that were written anew once the window was over know nothing of it, nor do those made from them.
  let knows = true;
  for (const later of others.filter((one) => one.at > at)) {
    if (later.closing === undefined) knows = later.edited !== undefined || later.at < window.to;
    const written = knows ? ruleSet(later.version) : null;
    if (written === null) continue;
    const withWindow = closedRules(written, window);
    ruleSets.push(withWindow);
    changed.push({ ...later, version: withWindow.version });
  }
  return { activations: [{ id: own, version: closed.version, at, closing }, ...changed], ruleSets };
}
