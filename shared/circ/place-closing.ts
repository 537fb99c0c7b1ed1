// Where emergency closings, and activations that take them back, come to stand among the activations of rules: each at its own moment, and in the
// rules that come into force later, as if it had been known in time. Worked out from the set of activations alone, so the order of arrival does not
// matter.
// [I24]

import { hashedId } from '../core/digest.ts';
import type { RuleSetVersion } from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import { closedRules, type ClosedWindow } from '../rules/closed-window.ts';
import type { RuleSet } from '../rules/model/rule-set.ts';
import { inForceOrder, windowsOf, type Activation } from './model/closing.ts';

/** A closing that is to be placed, or one that is taken back: named by the activation that made it. */
export type NewClosing = {
  /** Id of the act that made it, or another unique name. */
  readonly id: string;
  readonly at: Instant;
} & ({ readonly window: NonNullable<Activation['closing']> } | { readonly lifts: NonNullable<Activation['lifts']> });

/** Activations that are new or name other rules than before, and the rules that they name. */
export type PlacedClosings = {
  readonly activations: readonly Activation[];
  readonly ruleSets: readonly RuleSet[];
};

/** The activation that an act of closing, or of taking back, becomes. */
export function activationOf(act: string): string {
  return hashedId('activation', act);
}

/** Places the new one; null where no rules were in force that could be closed. `ruleSet`: null = not known. */
export function placeClosing(
  activations: readonly Activation[],
  added: NewClosing,
  ruleSet: (version: RuleSetVersion) => RuleSet | null,
): PlacedClosings | null {
  const id = activationOf(added.id);
  const others = activations.filter((one) => one.id !== id);
  const first = inForceOrder(others)[0];
  if (first === undefined) return null;
  const { at } = added;
  // The version is worked out with all others.
  const own: Activation = { id, version: writtenVersion(first), at, ...saidOf(added) };
  const placed = placeActivations([...others, own], ruleSet);
  return placed.activations.some((one) => one.id === id) ? placed : null;
}

function saidOf(added: NewClosing): Pick<Activation, 'closing' | 'lifts'> {
  if ('lifts' in added) return { lifts: added.lifts };
  const { branches, ...said } = added.window;
  return { closing: { branches: [...branches], ...said } };
}

/** Puts the closings into the rules of every activation. Rules that are not known stay as they are. */
export function placeActivations(
  activations: readonly Activation[],
  ruleSet: (version: RuleSetVersion) => RuleSet | null,
): PlacedClosings {
  const ordered = inForceOrder(activations);
  const changed: Activation[] = [];
  const ruleSets = new Map<RuleSetVersion, RuleSet>();
  let before = ordered.find((one) => !isOfClosing(one));
  for (const [index, one] of ordered.entries()) {
    if (!isOfClosing(one)) before = one;
    if (before === undefined) continue;
    const written = ruleSet(writtenVersion(before));
    if (written === null) continue;
    const known = windowsOf(ordered.slice(0, index + 1));
    // Rules that were written once a window was over know nothing of it.
    const closed = rulesWith(written, isOfClosing(one) ? known : known.filter(({ to }) => to > one.at));
    if (closed !== written) ruleSets.set(closed.version, closed);
    const { written: _, ...rest } = one;
    const placed = { ...rest, version: closed.version, ...(closed === written ? {} : { written: written.version }) };
    if (placed.version !== one.version || placed.written !== one.written || isOfClosing(one)) changed.push(placed);
  }
  return { activations: changed, ruleSets: [...ruleSets.values()] };
}

/** Rules as they were written, with windows closed in them. */
export function rulesWith(written: RuleSet, windows: readonly ClosedWindow[]): RuleSet {
  return windows.filter(({ from, to }) => from < to).reduce(closedRules, written);
}

/** The rules of an activation as a person wrote them, without the closings that are put into them. */
export function writtenVersion({ written, version }: Pick<Activation, 'written' | 'version'>): RuleSetVersion {
  return written ?? version;
}

function isOfClosing({ closing, lifts }: Activation): boolean {
  return closing !== undefined || lifts !== undefined;
}
