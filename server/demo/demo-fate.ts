// The state of each copy of the demo library: on its shelf, on loan, on the hold shelf, in transit, missing. Members of the cast have their parts; the
// rest is chance.

import type { ActOf } from '../../shared/circ/acts.ts';
import type { Where } from '../../shared/circ/model/item.ts';
import type { BranchId } from '../../shared/core/ids.ts';
import { DAY_MS } from '../../shared/core/instant.ts';
import { demoItemId, type CopyDraft } from './demo-items.ts';
import { demoHold, demoHoldId, demoLoan, type DemoPolicies, type LoanPhase } from './demo-loans.ts';
import { CAST, CAST_ROLES, demoPatronId, groupOf } from './demo-patrons.ts';
import { MAIN, READINGS, SCIENCE, SHELVES } from './demo-places.ts';
import { GENERAL_CAST, type DemoPlan } from './demo-plan.ts';
import { demoRandom, type DemoRandom } from './demo-random.ts';
import type { DemoTime } from './demo-time.ts';

/** Where a copy is, and the opening acts that made it so. */
export type Fate = { readonly where: Where; readonly acts: readonly ActOf<'openLoan' | 'openHold'>[] };

/** The sources that states are drawn from. */
export type FateContext = {
  readonly seed: number;
  readonly plan: DemoPlan;
  readonly time: DemoTime;
  readonly policies: DemoPolicies;
};

/** The fate of a copy. `isShelved` copies are always in. */
export function demoFate(draft: CopyDraft, context: FateContext, isShelved: boolean): Fate {
  const random = demoRandom(context.seed, 'fate', draft.index);
  const part = draft.index - context.plan.general;
  if (isShelved) return shelved(draft);
  if (part >= 0 && part < GENERAL_CAST.end) return castFate(draft, part, { ...context, random });
  return chanceFate(draft, { ...context, random });
}

type Drawing = FateContext & { readonly random: DemoRandom };

function shelved(draft: CopyDraft): Fate {
  return { where: { status: 'available', branch: homeOf(draft) }, acts: [] };
}

function castFate(draft: CopyDraft, part: number, drawing: Drawing): Fate {
  const { overdue, atLimit } = GENERAL_CAST;
  const isOne = (parts: readonly number[]) => parts.includes(part);
  if (part === GENERAL_CAST.billed) return lent(draft, { borrower: CAST_ROLES.billed, phase: 'lost' }, drawing);
  if (isOne(overdue)) return lent(draft, { borrower: CAST_ROLES.overdue, phase: 'overdue' }, drawing);
  if (isOne(atLimit)) return lent(draft, { borrower: CAST_ROLES.atLimit, phase: 'running' }, drawing);
  if (part === GENERAL_CAST.holdReady) return waiting(draft, { patron: CAST_ROLES.holdReady, pickup: MAIN }, drawing);
  if (part === GENERAL_CAST.inTransit) return onItsWay(draft, SCIENCE);
  if (part === GENERAL_CAST.missing) return { where: { status: 'missing', branch: homeOf(draft) }, acts: [] };
  return shelved(draft);
}

function chanceFate(draft: CopyDraft, drawing: Drawing): Fate {
  const { random } = drawing;
  const shelf = SHELVES[draft.shelf];
  if (!shelf.circulates) return shelved(draft);
  const isReading = READINGS.includes(shelf.id);
  const roll = random.fraction();
  const lendShare = draft.shelf === 'tech' ? 0.22 : isReading ? 0.05 : 0.034;
  if (roll < lendShare) return lentByChance(draft, drawing);
  if (isReading || draft.shelf === 'tech') return shelved(draft);
  const odd = (roll - lendShare) / (1 - lendShare);
  if (odd < 0.002)
    return waiting(draft, { patron: anyBorrower(drawing), pickup: random.pick([MAIN, MAIN, SCIENCE]) }, drawing);
  if (odd < 0.003) return onItsWay(draft, shelf.branch === MAIN ? SCIENCE : MAIN);
  if (odd < 0.006) return { where: { status: 'missing', branch: shelf.branch }, acts: [] };
  if (odd < 0.008) return { where: { status: 'damaged', branch: shelf.branch }, acts: [] };
  return odd < 0.013 ? { where: { status: 'in-process', branch: shelf.branch }, acts: [] } : shelved(draft);
}

function lentByChance(draft: CopyDraft, drawing: Drawing): Fate {
  const { random, time } = drawing;
  const phase = random.chance(0.02) ? 'lost' : random.chance(0.11) ? 'overdue' : 'running';
  const borrower = anyBorrower(drawing);
  const fate = lent(draft, { borrower, phase }, drawing);
  const loanedAt = fate.acts[0]?.at ?? time.now;
  const wanted = SHELVES[draft.shelf].holdable && random.chance(0.12) ? anyBorrower(drawing) : borrower;
  if (wanted === borrower) return fate;
  const hold = demoHold({
    index: draft.index,
    patronId: demoPatronId(wanted),
    titleId: draft.titleId,
    pickup: random.chance(0.85) ? MAIN : SCIENCE,
    placedAt: loanedAt + random.fraction() * (time.now - loanedAt),
    suspended: random.chance(0.05),
    trapped: null,
  });
  return { ...fate, acts: [...fate.acts, hold] };
}

/** A patron outside the cast; in a library of the cast alone, one who may borrow. */
function anyBorrower({ plan, random }: Drawing): number {
  return plan.patrons > CAST ? random.between(CAST, plan.patrons - 1) : random.between(10, 29);
}

function lent(draft: CopyDraft, to: { readonly borrower: number; readonly phase: LoanPhase }, drawing: Drawing): Fate {
  const { seed, policies, time, random } = drawing;
  const branch = homeOf(draft);
  const loan = demoLoan(
    {
      itemIndex: draft.index,
      itemId: demoItemId(draft.index),
      patronId: demoPatronId(to.borrower),
      group: groupOf(seed, to.borrower),
      kind: draft.kind,
      isReading: READINGS.includes(SHELVES[draft.shelf].id),
      branch,
      phase: to.phase,
    },
    { policies, time, random },
  );
  return { where: { status: 'available', branch }, acts: [loan] };
}

/** On the hold shelf, or in transit to it. */
function waiting(
  draft: CopyDraft,
  wanted: { readonly patron: number; readonly pickup: BranchId },
  { time, random }: Drawing,
): Fate {
  const home = homeOf(draft);
  const hold = demoHoldId(draft.index);
  const isHere = home === wanted.pickup;
  const where: Where = isHere
    ? { status: 'on-hold-shelf', branch: home, hold }
    : { status: 'in-transit', branch: home, to: wanted.pickup, hold };
  const act = demoHold({
    index: draft.index,
    patronId: demoPatronId(wanted.patron),
    titleId: draft.titleId,
    pickup: wanted.pickup,
    placedAt: time.now - (0.5 + random.fraction() * 5) * DAY_MS,
    suspended: false,
    trapped: { itemId: demoItemId(draft.index), branch: home },
  });
  return { where, acts: [act] };
}

/** Brought back at the other branch and sent home. */
function onItsWay(draft: CopyDraft, from: BranchId): Fate {
  return { where: { status: 'in-transit', branch: from, to: homeOf(draft), hold: null }, acts: [] };
}

function homeOf(draft: CopyDraft): BranchId {
  return SHELVES[draft.shelf].branch;
}
