// A checkpoint stands for the acts folded into it: with a cut at any moment, and any acts after it, the folds end as if
// every act were still there. [I12] [I24]

import fc from 'fast-check';
import { translateCase, type TranslatedCase } from '../../../../timeline/translate-case.ts';
import { ActForm, type CaseForm } from '../../../../timeline/case-form.ts';
import { branchId, itemId, titleId } from '../../../../../shared/core/ids.ts';
import { HOUR_MS } from '../../../../../shared/core/instant.ts';
import { isHoldAct, isItemAct, isMoneyAct } from '../../../../../shared/circ/act-kinds.ts';
import { ActSchema, type Act } from '../../../../../shared/circ/acts.ts';
import {
  cutTitle,
  standsForGood,
  withCheckpoint,
  type TitleCheckpoint,
  type TitleInput,
} from '../../../../../shared/circ/fold/checkpoint.ts';
import { foldAll } from '../../../../../shared/circ/fold/fold-all.ts';
import type { Where } from '../../../../../shared/circ/model/item.ts';
import { arbitraryCase, arbitraryCaseFile } from '../../../../support/arbitrary-case.ts';

/** Later acts are later by more than clocks are off and times are uncertain, as when acts come in time. */
const BETWEEN_MS = 4 * HOUR_MS;
const TITLE = titleId('t');

type Cut = {
  readonly title: TitleInput;
  readonly before: number;
  /** Acts that are there when the cut is made, and those that come later. */
  readonly known: readonly Act[];
  readonly later: readonly Act[];
};

const cuts = fc
  .record({ drawn: arbitraryCase(24), at: fc.double({ min: 0, max: 1, noNaN: true }), isAskedFor: fc.boolean() })
  .map(({ drawn, at, isAskedFor }): Cut => {
    // A title without holds comes to rest more often.
    const form = isAskedFor ? drawn : withoutHolds(drawn);
    const forms = form.acts.map((act) => ActForm.parse(act));
    const translated = translateCase(arbitraryCaseFile, form, forms);
    const all = [...translated.opening, ...translated.acts];
    const times = all.map((act) => act.at).toSorted((a, b) => a - b);
    const before = (times[Math.floor(at * (times.length - 1))] ?? 0) + 1;
    const known = withCauses(
      all.filter((act) => act.at < before + BETWEEN_MS),
      all,
    );
    const isLater = (act: Act) => !known.includes(act) && !undoesBefore(act, all, before);
    return { title: titleOf(translated, known), before, known, later: all.filter(isLater) };
  });

/**
 * With the acts that these saw and those that their streams recorded before them: they are always there too, with any
 * stated time.
 */
function withCauses(acts: readonly Act[], all: readonly Act[]): readonly Act[] {
  const isCause = (act: Act) =>
    acts.some((known) => known.saw === act.id || (known.stream === act.stream && known.seq > act.seq));
  const more = all.filter((act) => acts.includes(act) || isCause(act));
  return more.length === acts.length ? more : withCauses(more, all);
}

function withoutHolds(form: CaseForm): CaseForm {
  const acts = form.acts.filter(({ kind }) => !/hold$|^changePickup$/i.test(kind));
  return { ...form, holds: [], acts: acts.map(({ hold: _, ...act }) => act) };
}

/** An undo comes with its target, or soon after. */
function undoesBefore(act: Act, all: readonly Act[], before: number): boolean {
  return act.kind === 'undo' && all.some(({ id, at }) => id === act.target && at < before);
}

function titleOf(translated: TranslatedCase, acts: readonly Act[]): TitleInput {
  return {
    titleId: TITLE,
    items: translated.items.map((item) => ({
      itemId: itemId(item.item),
      titleId: TITLE,
      serial: item.serial ?? false,
      holdable: item.holdable ?? true,
      priceMinor: item.price,
      base: { foldedTo: null, where: openingPlace(translated, item) },
      acts: acts.filter(isItemAct).filter((act) => act.itemId === item.item),
    })),
    holdActs: acts.filter(isHoldAct),
    settledHolds: [],
    policies: new Map([[translated.policyHash, translated.policy]]),
  };
}

function openingPlace({ opening }: TranslatedCase, { item, home }: TranslatedCase['items'][number]): Where {
  const hold = opening.find((act) => act.kind === 'openHold' && act.trapped?.itemId === item);
  if (hold?.kind !== 'openHold' || hold.trapped === null) return { status: 'available', branch: branchId(home) };
  return { status: 'on-hold-shelf', branch: hold.trapped.branch, hold: hold.hold };
}

/** The title with a checkpoint in place of the acts that it took in. */
function withCut(title: TitleInput, cut: TitleCheckpoint): TitleInput {
  const gone = new Set<Act>(cut.holdActs);
  return {
    ...title,
    items: title.items.map((item) => withCheckpoint(item, cut.items.get(item.itemId))),
    holdActs: title.holdActs.filter((act) => !gone.has(act)),
    settledHolds: cut.settledHolds,
  };
}

function withLater(title: TitleInput, later: readonly Act[]): TitleInput {
  return {
    ...title,
    items: title.items.map((item) => ({
      ...item,
      acts: [...item.acts, ...later.filter(isItemAct).filter((act) => act.itemId === item.itemId)],
    })),
    holdActs: [...title.holdActs, ...later.filter(isHoldAct)],
  };
}

/** The end, without exceptions that acts of the checkpoint raised for good: those rows stay. */
function endOf(title: TitleInput, acts: readonly Act[], cut: TitleCheckpoint) {
  const folded = foldAll({
    items: title.items,
    holdActs: new Map([[TITLE, title.holdActs]]),
    settledHolds: new Map([[TITLE, title.settledHolds]]),
    moneyActs: acts.filter(isMoneyAct),
    policies: title.policies,
    timesOf: () => null,
  });
  const gone = new Set<string>(
    [...cut.holdActs, ...[...cut.items.values()].flatMap((one) => one.folded)].map(({ id }) => id),
  );
  const sorted = (rows: Iterable<unknown>) => [...rows].map((row) => JSON.stringify(row)).toSorted();
  return {
    items: sorted([...folded.items].map(([id, { state }]) => [id, state])),
    loans: sorted(folded.loans),
    holds: sorted(folded.holds),
    fees: sorted(folded.fees),
    credits: sorted(folded.credits),
    exceptions: sorted(folded.exceptions.filter(({ code, cause }) => !gone.has(cause) || !standsForGood(code))),
  };
}

describe('a checkpoint', () => {
  test('with the acts that are kept comes to what all acts come to, wherever it is cut and whatever comes later', () => {
    let [made, foldedActs, foldedHolds] = [0, 0, 0];
    fc.assert(
      fc.property(cuts, ({ title, before, known, later }) => {
        const cut = cutTitle(title, before);
        if (cut === null) return;
        made += 1;
        foldedActs += [...cut.items.values()].reduce((sum, one) => sum + one.folded.length, 0);
        foldedHolds += cut.holdActs.length;
        const [whole, rest] = [title, withCut(title, cut)];
        expect(endOf(rest, known, cut)).toEqual(endOf(whole, known, cut));
        const all = [...known, ...later];
        expect(endOf(withLater(rest, later), all, cut)).toEqual(endOf(withLater(whole, later), all, cut));
      }),
      // A hold that is over before the cut is rare: some thirty in so many runs.
      { numRuns: 6_000 },
    );
    expect(made).toBeGreaterThan(150);
    expect([foldedActs > 200, foldedHolds > 0]).toEqual([true, true]);
  });

  test('leaves a cancel of a hold that was never placed, though an undo is stated before it', () => {
    const at = 1_767_600_000_000;
    const by = (desk: string) => ({ desk, stream: desk, seq: 1, uncertaintyMs: 0, stated: true, clockSuspect: false });
    const of = { saw: null, branch: 'main', patronId: 'P', titleId: TITLE };
    const cancel = { ...by('A'), ...of, kind: 'cancelHold', id: 'A/1', at, hold: 'H' };
    const undo = { ...by('B'), ...of, kind: 'undo', id: 'B/1', at: at - HOUR_MS, target: 'A/1', itemId: null };
    const holdActs = [cancel, undo].map((act) => ActSchema.parse(act)).filter(isHoldAct);
    const title = { titleId: TITLE, items: [], holdActs, settledHolds: [], policies: new Map() };
    expect(cutTitle(title, at + 1)?.holdActs ?? []).toEqual([]);
  });
});
