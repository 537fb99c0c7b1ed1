// Folds old acts of a title and its copies into checkpoints: the base of each item, its ended loans and the title's
// ended holds stand for them from then on. Loans and holds still open at the cut keep their acts, however old. Nothing
// visible changes, now or by later acts: where the checkpoint would give another result, the acts stay. Accounts are
// not cut; they read the loans. Pure. [I24]

import type { ActId, HoldId, ItemId, TitleId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { HoldAct } from '../acts.ts';
import { exceptionEntry } from '../exception-table.ts';
import type { FoldedException } from '../model/exception.ts';
import type { Hold } from '../model/hold.ts';
import { foldPlaces, type ItemInput, type Timelines } from './fold-all.ts';
import { cutItem, type ItemCheckpoint } from './item-checkpoint.ts';
import { settledLoan } from './place-set.ts';

/** A title with its copies; one copy is enough where the title has neither hold acts nor holds. */
export type TitleInput = Pick<Timelines, 'policies'> & {
  readonly titleId: TitleId;
  readonly items: readonly ItemInput[];
  readonly holdActs: readonly HoldAct[];
  readonly settledHolds: readonly Hold[];
};

/** Input of the checkpoints. */
export type TitleCheckpoint = {
  readonly items: ReadonlyMap<ItemId, ItemCheckpoint>;
  /** Acts on holds that had ended; the rows of these belong to the checkpoint. */
  readonly holdActs: readonly HoldAct[];
  readonly settledHolds: readonly Hold[];
};

/** The latest checkpoint of a title before a moment; null where nothing can be folded into one. */
export function cutTitle(title: TitleInput, before: Instant): TitleCheckpoint | null {
  const { limit, holds } = settledBy(title, before);
  for (let over = holds; ;) {
    const checkpoint = cutBefore(title, limit, over);
    const settled = over.filter((hold) => !isFilledByKept(title, checkpoint, hold));
    if (settled.length === over.length)
      return checkpoint.items.size + checkpoint.holdActs.length > 0 && comesToTheSame(title, checkpoint)
        ? checkpoint
        : null;
    over = settled;
  }
}

function cutBefore(title: TitleInput, limit: Instant, holds: readonly Hold[]): TitleCheckpoint {
  const ended = new Map<HoldId, Hold>(holds.map((hold) => [hold.id, hold]));
  const items = new Map<ItemId, ItemCheckpoint>();
  for (const item of title.items) {
    const cut = cutItem({ ...item, policies: title.policies }, limit, (hold) => ended.has(hold));
    if (cut !== null) items.set(item.itemId, cut);
  }
  const holdActs = title.holdActs.filter((act) => act.at < limit && isOfEnded(act, ended, title.holdActs));
  const settledHolds = holdActs.length === 0 ? title.settledHolds : holds;
  return { items, holdActs, settledHolds };
}

/**
 * Whether the loan that filled a hold keeps its acts: the hold keeps its own then. Without them that loan would fill another hold of its patron that
 * is heard of later.
 */
function isFilledByKept(
  title: TitleInput,
  { items }: TitleCheckpoint,
  { id, capturedItem, endedAt, state }: Hold,
): boolean {
  if (state !== 'filled' || title.settledHolds.some((hold) => hold.id === id)) return false;
  const copy = title.items.find(({ itemId }) => itemId === capturedItem);
  const gone = new Set(copy && items.get(copy.itemId)?.folded.map((act) => act.id));
  return copy?.acts.some((act) => act.at <= (endedAt ?? Infinity) && !gone.has(act.id)) === true;
}

/** A moment after the last wait for the title, and how its holds had ended by then. */
function settledBy(title: TitleInput, before: Instant): { readonly limit: Instant; readonly holds: readonly Hold[] } {
  for (let limit = before; ;) {
    const { holds } = foldTitleOf(title, {
      items: title.items.map((item) => ({ ...item, acts: item.acts.filter(({ at }) => at < limit) })),
      holdActs: title.holdActs.filter(({ at }) => at < limit),
    });
    const live = holds.filter(({ state }) => state === 'waiting' || state === 'captured');
    if (live.length === 0) return { limit, holds };
    const placed = Math.min(...live.map(({ placedAt }) => placedAt));
    // A hold that an earlier act names is placed after its own moment: nothing here is settled.
    limit = placed < limit ? placed : -Infinity;
  }
}

/** Acts on a hold that ended; of an undo, both it and its target. A cancel of a hold that was never placed still waits for the placing. */
function isOfEnded(act: HoldAct, ended: ReadonlyMap<HoldId, Hold>, all: readonly HoldAct[]): boolean {
  if (act.kind !== 'undo') return ended.has(act.hold) || all.some((other) => isUndoOf(other, act));
  const target = all.find(({ id }) => id === act.target);
  return target === undefined || target.at <= act.at;
}

/** One that is stated before its target takes nothing back. */
function isUndoOf(act: HoldAct, target: HoldAct): boolean {
  return act.kind === 'undo' && act.target === target.id && target.at <= act.at;
}

function foldTitleOf(
  title: TitleInput,
  {
    items,
    holdActs,
    settledHolds = title.settledHolds,
  }: Pick<TitleInput, 'items' | 'holdActs'> & {
    readonly settledHolds?: readonly Hold[];
  },
) {
  return foldPlaces({
    items,
    holdActs: new Map([[title.titleId, holdActs]]),
    settledHolds: new Map([[title.titleId, settledHolds]]),
    policies: title.policies,
    timesOf: () => null,
  });
}

/** Whether states, loans, holds and exceptions stay the same; an exception that a folded act has raised for good stays as a row. */
function comesToTheSame(title: TitleInput, { items, holdActs, settledHolds }: TitleCheckpoint): boolean {
  const folded = new Set<ActId>([...holdActs, ...[...items.values()].flatMap((cut) => cut.folded)].map(({ id }) => id));
  const whole = foldTitleOf(title, title);
  const cut = foldTitleOf(title, {
    items: title.items.map((item) => withCheckpoint(item, asKept(items.get(item.itemId)))),
    holdActs: title.holdActs.filter(({ id }) => !folded.has(id)),
    settledHolds,
  });
  const rows = ({ items: states, loans, holds, exceptions }: typeof whole) =>
    [...[...states].map(([id, { state }]) => [id, state]), ...loans, ...holds, ...exceptions.filter(isOpenYet)]
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join('\n');
  return rows(whole) === rows(cut);

  /** With its ended loans as they are read from their rows, which acts after the cut have changed. */
  function asKept(checkpoint: ItemCheckpoint | undefined): ItemCheckpoint | undefined {
    if (checkpoint === undefined) return undefined;
    const ids = new Set(checkpoint.settled.map(({ id }) => id));
    return {
      ...checkpoint,
      settled: whole.loans.filter(({ id }) => ids.has(id)).flatMap((loan) => settledLoan(loan) ?? []),
    };
  }

  function isOpenYet({ code, cause }: FoldedException): boolean {
    return !folded.has(cause) || !standsForGood(code);
  }
}

/** The item as it is once a checkpoint is made. */
export function withCheckpoint(item: ItemInput, checkpoint: ItemCheckpoint | undefined): ItemInput {
  if (checkpoint === undefined) return item;
  const { base, settled, folded } = checkpoint;
  const gone = new Set<ActId>(folded.map(({ id }) => id));
  return { ...item, base, settled, acts: item.acts.filter(({ id }) => !gone.has(id)) };
}

/** Whether no later act closes such an exception: its row is the end of it. */
export function standsForGood(code: string): boolean {
  return exceptionEntry(code)?.closedBy.length === 0;
}
