// Where an item's timeline may be cut: after acts that everything is over with, so that the acts that follow come to the same with the
// checkpoint in their place. A loan that is out, a question, a copy that stands for a hold and a scan that clocks cannot tell from the next
// one are never cut off. Pure. [I24]

import type { ActId, HoldId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ItemAct } from '../acts.ts';
import type { ItemBase } from '../model/item.ts';
import type { Loan } from '../model/loan.ts';
import { sortedMarks } from '../model/mark.ts';
import type { Scan } from './doubt.ts';
import { beginItem, toLoan, type BegunItem, type ItemTimeline } from './item.ts';
import { usesOf } from './item-run.ts';
import { stepItem } from './item-steps.ts';

/** Rows that stand for the acts up to a cut. */
export type ItemCheckpoint = {
  readonly base: ItemBase;
  /** Every loan that had ended by then; the rows of these belong to the checkpoint. */
  readonly settled: readonly Loan[];
  /** The acts that are in it now. */
  readonly folded: readonly ItemAct[];
};

/** The latest cut before a moment; null where there is none. `isOver`: whether a hold has ended. */
export function cutItem(
  timeline: ItemTimeline,
  before: Instant,
  isOver: (hold: HoldId) => boolean,
): ItemCheckpoint | null {
  const begun = beginItem(timeline);
  const { order, acts, run, undos, context } = begun;
  const nextAt = earliestFrom(acts);
  let latest = -Infinity;
  let found: ItemCheckpoint | null = null;
  for (const [index, placed] of order.entries()) {
    if (!undos.undone.has(placed.act.id)) stepItem(run, placed, context);
    latest = Math.max(latest, placed.act.at);
    if (latest >= before) break;
    // An act that counts before its time, having been seen, stays with the acts that saw it.
    const isClean = (nextAt[index + 1] ?? Infinity) > latest;
    if (isClean && isAtRest(begun, isOver) && isClear(begun, index) && keepsTies(begun, index)) {
      const { lastScan } = run;
      found = {
        base: {
          foldedTo: latest,
          where: run.where,
          ...(run.tellsMarks ? { marks: sortedMarks(run.marks) } : {}),
          ...(run.soughtAt === null ? {} : { soughtAt: run.soughtAt }),
          ...(run.searches === 0 ? {} : { searches: run.searches }),
          ...(run.replacedAt === null ? {} : { replacedAt: run.replacedAt }),
          ...(run.seen === null ? {} : { seen: run.seen }),
          ...(run.found === null ? {} : { found: run.found }),
          ...(run.cart === null ? {} : { cart: run.cart }),
          ...(run.missingParts.length === 0 ? {} : { missingParts: [...run.missingParts] }),
          ...(run.loans.length === 0 && timeline.base.uses === undefined ? {} : { uses: usesOf(run) }),
          ...(lastScan === null
            ? {}
            : {
                lastDesk: lastScan.desk,
                ...seenLast(begun, { scan: lastScan, count: index + 1, before: timeline.base }),
              }),
        },
        settled: run.loans.map((loan) => toLoan(timeline.itemId, loan)),
        folded: acts.slice(0, index + 1),
      };
    }
  }
  return found;
}

/** The acts so far that have seen the last scan. A person who saw one of these, also an act that comes later, knows of that scan. */
function seenLast(
  { acts, context }: BegunItem,
  { scan, count, before }: { readonly scan: Scan; readonly count: number; readonly before: ItemBase },
): Pick<ItemBase, 'lastSeen'> {
  // A checkpoint of an older version had no witnesses of its scan.
  if (scan.id === '') return {};
  const own = acts.slice(0, count).filter(({ id }) => id === scan.id || context.saw(id, scan.id));
  const known = before.lastSeen?.scan === scan.id ? before.lastSeen : { by: [], in: [] };
  return {
    lastSeen: {
      scan: scan.id,
      by: [...new Set([...known.by, ...own.map(({ id }) => id)])],
      in: [...new Set([...known.in, ...own.map(({ stream }) => stream)])].filter((stream) => stream !== ''),
    },
  };
}

/** The earliest time among the acts from each place on. */
function earliestFrom(acts: readonly ItemAct[]): number[] {
  const earliest: number[] = [];
  let at = Infinity;
  for (const act of acts.toReversed()) earliest.unshift((at = Math.min(at, act.at)));
  return earliest;
}

/** Whether nothing is left open by the acts so far. */
function isAtRest({ run }: BegunItem, isOver: (hold: HoldId) => boolean): boolean {
  const { lastScan, recalls, where, mark } = run;
  // The mark is kept by the place alone.
  if (mark !== null && where.status !== mark) return false;
  if (run.question !== null || run.untilCertainCheckin.length > 0) return false;
  if (run.loans.some(({ state }) => state !== 'closed')) return false;
  if (recalls.some(({ act, endedByCheckin }) => (act.hold === null ? !endedByCheckin : !isOver(act.hold))))
    return false;
  return lastScan === null || (lastScan.kind === 'checkin' && lastScan.hold === null && !lastScan.clockSuspect);
}

/** Whether the clocks alone, without `saw`, put the last scan so far before the next one. */
function isClear({ run, acts, undos }: BegunItem, index: number): boolean {
  const { lastScan } = run;
  const next = acts.slice(index + 1).find((act): act is Scan => isScan(act) && !undos.undone.has(act.id));
  if (lastScan === null || next === undefined || next.desk === lastScan.desk || next.kind === 'checkin') return true;
  return !next.clockSuspect && next.at - lastScan.at >= next.uncertaintyMs + lastScan.uncertaintyMs;
}

function isScan(act: ItemAct): act is Scan {
  return act.kind === 'checkout' || act.kind === 'checkin' || act.kind === 'openLoan';
}

/** Whether no tie between acts that the later acts need leads across the cut. */
const keepsTies = (begun: BegunItem, index: number): boolean => keepsUndos(begun, index) && keepsStreams(begun, index);

/** Whether no act stays behind one that its stream recorded later: the person who saw the later one saw the earlier. */
function keepsStreams({ acts }: BegunItem, index: number): boolean {
  const newest = new Map<string, number>();
  for (const { stream, seq } of acts.slice(0, index + 1)) newest.set(stream, Math.max(seq, newest.get(stream) ?? 0));
  return acts.slice(index + 1).every(({ stream, seq }) => seq >= (newest.get(stream) ?? 0));
}

/** Whether every undo stands on the same side of the cut as its target. */
function keepsUndos({ acts }: BegunItem, index: number): boolean {
  const places = new Map<ActId, number>(acts.map(({ id }, place) => [id, place]));
  return acts.every((act, place) => {
    const target = act.kind === 'undo' ? places.get(act.target) : undefined;
    return target === undefined || target <= index === place <= index;
  });
}
