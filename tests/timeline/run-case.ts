// Feeds one case in many arrival orders, folding after every arrival, and compares the end.

import { branchId, itemId, titleId, type TitleId } from '../../shared/core/ids.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { Act, HoldAct, ItemAct, MoneyAct } from '../../shared/circ/acts.ts';
import { foldAll, type Folded } from '../../shared/circ/fold/fold-all.ts';
import type { Where } from '../../shared/circ/model/item.ts';
import { arrivalOrders } from './arrival-orders.ts';
import { caseEnd, sortEnd } from './case-end.ts';
import { ActForm, sayMisfit, type CaseFileForm, type CaseForm } from './case-form.ts';
import { findSenseless } from './find-senseless.ts';
import { translateCase, type TranslatedCase } from './translate-case.ts';

/** How one case came out, and in how many arrival orders it was tried. */
export type CaseOutcome =
  | { readonly id: string; readonly outcome: 'passed'; readonly orders: number }
  | { readonly id: string; readonly outcome: 'failed'; readonly differs: string }
  | { readonly id: string; readonly outcome: 'skipped'; readonly reason: string };

/** Runs a case. A case with an act of a kind that this version does not know is skipped, by name. */
export function runCase(file: Omit<CaseFileForm, 'cases'>, one: CaseForm): CaseOutcome {
  const { id } = one;
  const unknown = one.acts.find((act) => !knownKinds.has(act.kind));
  if (unknown !== undefined) return { id, outcome: 'skipped', reason: `not yet: acts of kind ${unknown.kind}` };
  const forms: ActForm[] = [];
  for (const [index, act] of one.acts.entries()) {
    const form = ActForm.safeParse(act);
    if (!form.success) return { id, outcome: 'failed', differs: `acts.${index}: ${sayMisfit(form.error, 'no act')}` };
    forms.push(form.data);
  }
  const senseless = findSenseless(file, one, forms);
  if (senseless !== null) return { id, outcome: 'failed', differs: senseless };
  const translated = translateCase(file, one, forms);
  const orders = arrivalOrders(translated.acts);
  for (const [index, order] of orders.entries()) {
    const differs = firstDifference(file, one, foldArrivals(translated, order), translated);
    if (differs !== null) return { id, outcome: 'failed', differs: `order ${index + 1}: ${differs}` };
  }
  return { id, outcome: 'passed', orders: orders.length };
}

const knownKinds = new Set<string>(ActForm.options.map((option) => option.shape.kind.value));

/** Folds after each arrival, as a server does, and returns the last end. */
function foldArrivals(translated: TranslatedCase, order: readonly Act[]): Folded {
  let folded = fold(translated, translated.opening);
  for (let count = 1; count <= order.length; count += 1) {
    folded = fold(translated, [...translated.opening, ...order.slice(0, count)]);
  }
  return folded;
}

function fold(translated: TranslatedCase, acts: readonly Act[]): Folded {
  const onItem = acts.filter(isItemAct);
  const onHolds = acts.filter(isHoldAct);
  return foldAll({
    items: translated.items.map((item) => ({
      itemId: itemId(item.item),
      titleId: titleId(item.title),
      serial: item.serial ?? false,
      holdable: item.holdable ?? true,
      priceMinor: item.price,
      base: { foldedTo: null, where: openingPlace(translated, item) },
      acts: onItem.filter((act) => act.itemId === item.item),
    })),
    holdActs: new Map(titlesOf(onHolds).map((title) => [title, onHolds.filter((act) => act.titleId === title)])),
    moneyActs: acts.filter(isMoneyAct),
    policies: new Map([[translated.policyHash, translated.policy]]),
    timesOf: () => null,
  });
}

/** On the shelf at home, or on the hold shelf where the case has it stand for an opening hold. */
function openingPlace({ opening }: TranslatedCase, { item, home }: TranslatedCase['items'][number]): Where {
  const hold = opening.find((act) => act.kind === 'openHold' && act.trapped?.itemId === item);
  if (hold?.kind !== 'openHold' || hold.trapped === null) return { status: 'available', branch: branchId(home) };
  return { status: 'on-hold-shelf', branch: hold.trapped.branch, hold: hold.hold };
}

function isItemAct(act: Act): act is ItemAct {
  return 'itemId' in act && act.itemId !== null && act.kind !== 'openHold' && act.kind !== 'placeHold';
}

function isHoldAct(act: Act): act is HoldAct {
  return 'titleId' in act && act.titleId !== null;
}

function isMoneyAct(act: Act): act is MoneyAct {
  if (act.kind === 'undo') return act.itemId === null && act.titleId === null;
  return ['pay', 'waive', 'transferFees', 'takeBackFees'].includes(act.kind);
}

function titlesOf(acts: readonly HoldAct[]): TitleId[] {
  return [...new Set(acts.flatMap((act) => act.titleId ?? []))];
}

function firstDifference(
  { finds }: Pick<CaseFileForm, 'finds'>,
  one: CaseForm,
  folded: Folded,
  translated: TranslatedCase,
): string | null {
  const end = caseEnd(
    folded,
    translated.acts.map((act) => act.id),
    { finds: finds === true },
  );
  const expected = sortEnd(one.expect);
  for (const key of ['loans', 'items', 'holds', 'fees', 'credits', 'exceptions'] as const) {
    if (!isSameData(end[key], expected[key])) {
      return `${key}: expected ${JSON.stringify(expected[key])}, found ${JSON.stringify(end[key])}`;
    }
  }
  return null;
}
