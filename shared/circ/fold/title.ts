// The title fold: holds and the scans of a title's copies in, hold queue and captures out. The only writer of holds. Pure. [I15] [I24]

import type { ActId, BranchId, HoldId, ItemId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActOf, HoldAct } from '../acts.ts';
import type { FoldedException } from '../model/exception.ts';
import type { Hold } from '../model/hold.ts';
import { waitAfterClosings, type ClosedTimes } from './closed-times.ts';
import type { Scan } from './doubt.ts';
import type { TitleScan } from './item-run.ts';
import {
  isSuspendedByAct,
  isSuspendedIn,
  pickupOf,
  stepFields,
  suspensionSaid,
  type HoldFields,
} from './hold-fields.ts';
import { runOfSettled, type HoldRun } from './hold-run.ts';
import { compareText, distinctActs } from './timeline.ts';
import { mergeTitleOrder, type TitleEntry } from './title-order.ts';
import { isCrossed, resolveUndos, type Undos } from './undo.ts';

/** A copy of the title, with the scans that its item fold placed. */
export type TitleCopy = { readonly itemId: ItemId; readonly holdable: boolean; readonly scans: readonly TitleScan[] };

/** Input of the title fold. */
export type TitleTimeline = {
  readonly copies: readonly TitleCopy[];
  readonly holdActs: readonly HoldAct[];
  /** Holds that had ended before all of these. */
  readonly settled?: readonly Hold[] | undefined;
  readonly closed?: ClosedTimes | undefined;
};

/** Result of the title fold. */
export type TitleFold = {
  readonly holds: readonly Hold[];
  /** The hold that a copy stands or travels for; a copy whose trap does not stand is not here. */
  readonly captures: ReadonlyMap<ItemId, HoldId>;
  readonly exceptions: readonly FoldedException[];
};

type Trap = {
  readonly itemId: ItemId;
  readonly hold: HoldId;
  readonly cause: ActId;
  readonly branch: BranchId | null;
  readonly inTransit: boolean;
  /** Until when it waits on the shelf; null = for ever, or it is not there. */
  readonly until: Instant | null;
  /** Until when it would wait without closings; null = none moved it. */
  readonly movedFrom: Instant | null;
  /** When its slip was made, as announced. */
  readonly slipAt?: Instant | undefined;
  readonly index: number;
  /** Its hold was suspended then: the trap has no effect. */
  readonly isVoid: boolean;
};

type LastScan = {
  readonly scan: Scan;
  readonly index: number;
  readonly isMarked: boolean;
  readonly suspended: ReadonlySet<HoldId>;
};

type TitleRun = {
  /** Copies that holds may be filled by. */
  readonly holdable: ReadonlySet<ItemId>;
  readonly closed: ClosedTimes | undefined;
  readonly holds: Map<HoldId, HoldRun>;
  readonly cancelledEarly: Map<HoldId, ActOf<'cancelHold'>>;
  readonly fields: HoldFields;
  readonly traps: Map<ItemId, Trap>;
  /** The last scan of each copy, its place in the order, and the holds that were suspended then. */
  readonly lastScans: Map<ItemId, LastScan>;
  /** Checkouts of a copy that was trapped. */
  readonly takenOffShelf: { readonly hold: HoldId; readonly by: ActOf<'checkout' | 'openLoan'> }[];
  readonly raised: FoldedException[];
};

/** Folds the holds of one title over the scans of its copies. */
export function foldTitle(timeline: TitleTimeline): TitleFold {
  const holdActs = distinctActs(timeline.holdActs);
  const undos = resolveUndos(holdActs);
  const order = mergeTitleOrder(timeline.copies, holdActs);
  const run: TitleRun = {
    holdable: new Set(timeline.copies.flatMap(({ itemId, holdable }) => (holdable ? [itemId] : []))),
    closed: timeline.closed,
    holds: new Map(
      (timeline.settled ?? []).map((hold, index, all) => [hold.id, runOfSettled(hold, index - all.length)]),
    ),
    cancelledEarly: new Map(),
    fields: { suspensions: new Map(), pickups: new Map() },
    traps: new Map(),
    lastScans: new Map(),
    takenOffShelf: [],
    raised: [],
  };
  order.forEach((entry, index) => {
    if (!undos.undone.has(entry.act.id)) stepTitle(run, entry, index);
  });
  const captures = decideCaptures(run);
  return {
    holds: listHolds(run, captures),
    captures: new Map([...captures].map(([hold, trap]) => [trap.itemId, hold])),
    exceptions: [
      ...run.raised,
      ...neverPlaced(run),
      ...undoExceptions(order, undos),
      ...trapExceptions(run, captures),
      ...lentOffShelf(run, captures),
      ...missedHolds(run, timeline.copies, captures),
    ],
  };
}

function stepTitle(run: TitleRun, entry: TitleEntry, index: number): void {
  const { act } = entry;
  if (act.kind === 'openHold' || act.kind === 'placeHold') return stepPlace(run, act, index);
  if (act.kind === 'cancelHold') return stepCancel(run, act);
  if (act.kind === 'expireHold') return stepExpire(run, act);
  if (act.kind === 'setMark' || act.kind === 'reportParts') return stepMark(run, act);
  if (act.kind === 'suspendHold' || act.kind === 'resumeHold' || act.kind === 'changePickup')
    return stepFields(run.fields, act);
  if (act.kind !== 'undo') stepScan(run, { ...entry, act }, index);
}

function stepPlace(run: TitleRun, act: ActOf<'openHold' | 'placeHold'>, index: number): void {
  if (run.holds.has(act.hold)) {
    run.raised.push({ code: 'hold-void', subject: { patron: act.patronId }, cause: act.id });
    return;
  }
  const isCancelled = run.cancelledEarly.has(act.hold);
  const ended = isCancelled
    ? ({ state: 'cancelled', endedAt: act.at } as const)
    : ({ state: 'live', endedAt: null } as const);
  run.holds.set(act.hold, { act, placedIndex: index, filledBy: null, takenOff: null, ...ended });
  if (act.kind === 'openHold' && act.trapped !== null) {
    const { itemId, branch, until = null, slipAt } = act.trapped;
    const waits = waitOf(run, branch, until);
    const trap = { itemId, hold: act.hold, cause: act.id, branch, inTransit: false, ...waits, slipAt, index };
    run.traps.set(itemId, { ...trap, isVoid: false });
  }
}

function stepCancel(run: TitleRun, act: ActOf<'cancelHold'>): void {
  const hold = run.holds.get(act.hold);
  if (hold === undefined) {
    if (!run.cancelledEarly.has(act.hold)) run.cancelledEarly.set(act.hold, act);
  } else if (hold.state === 'filled') {
    run.raised.push({ code: 'hold-void', subject: { patron: act.patronId }, cause: act.id });
  } else {
    endHold(hold, 'cancelled', act.at);
  }
}

/** Ends a hold that still waits, or whose copy still stands there; a hold fetched, cancelled or moved before is left alone. */
function stepExpire(run: TitleRun, act: ActOf<'expireHold'>): void {
  const hold = run.holds.get(act.hold);
  if (hold?.state !== 'live') return;
  const capture = decideCaptures(run).get(act.hold);
  const end = act.trap === null ? hold.act.expiresAt : capture?.until;
  if ((capture?.cause ?? null) === act.trap && (end ?? Infinity) <= act.at) endHold(hold, 'expired', act.at);
}

/** Its first end is when it stopped waiting. */
function endHold(hold: HoldRun, state: Exclude<HoldRun['state'], 'live'>, at: Instant): void {
  if (hold.state === 'live') hold.endedAt = at;
  hold.state = state;
}

function stepScan(
  run: TitleRun,
  entry: Pick<TitleEntry, 'beganLoan' | 'isMarked'> & { readonly act: Scan },
  index: number,
): void {
  const { act } = entry;
  const trap = run.traps.get(act.itemId);
  if (trap !== undefined && act.kind === 'checkin' && act.hold !== trap.hold) noteTakenOff(run, trap, act.at);
  run.traps.delete(act.itemId);
  const suspended = [...run.holds.values()].filter((hold) => isSuspendedIn(run.fields, hold.act, act.at));
  run.lastScans.set(act.itemId, {
    scan: act,
    index,
    isMarked: entry.isMarked,
    suspended: new Set(suspended.map((hold) => hold.act.hold)),
  });
  if (act.kind === 'checkin') {
    if (act.hold === null) return;
    run.traps.set(act.itemId, trapOf(run, { act, hold: act.hold }, index));
    const hold = run.holds.get(act.hold);
    if (hold !== undefined) hold.takenOff = null;
    return;
  }
  if (entry.beganLoan) fillHold(run, act, trap?.hold);
  if (trap !== undefined) run.takenOffShelf.push({ hold: trap.hold, by: act });
}

/** A copy that stood for its hold until the end of the wait, and goes elsewhere now: the hold ends by that, and gets no other meanwhile. */
function noteTakenOff(run: TitleRun, trap: Trap, at: Instant): void {
  const hold = run.holds.get(trap.hold);
  const { itemId, until } = trap;
  if (hold === undefined || until === null || until > at) return;
  if (decideCaptures(run).get(trap.hold) === trap) hold.takenOff = { itemId, until };
}

/**
 * A marked copy fills no hold: the patron that it stood or traveled for waits again, and it is not a copy that staff
 * forgot to put aside.
 */
function stepMark(run: TitleRun, { itemId }: ActOf<'setMark' | 'reportParts'>): void {
  run.traps.delete(itemId);
  const last = run.lastScans.get(itemId);
  if (last !== undefined) run.lastScans.set(itemId, { ...last, isMarked: true });
}

/** The owner of the hold is known at the end alone: a slow clock may place it after its trap. */
function lentOffShelf(run: TitleRun, captures: ReadonlyMap<HoldId, Trap>): FoldedException[] {
  return run.takenOffShelf
    .filter(({ hold, by }) => {
      const left = run.holds.get(hold);
      return left?.state === 'live' && left.act.patronId !== by.patronId && !captures.has(hold);
    })
    .map(({ by }) => ({ code: 'lent-off-hold-shelf', subject: { item: by.itemId }, cause: by.id }));
}

function trapOf(
  run: TitleRun,
  { act, hold }: { readonly act: ActOf<'checkin'>; readonly hold: HoldId },
  index: number,
): Trap {
  const inTransit = act.transitTo !== null;
  const told = inTransit ? null : (act.holdUntil ?? null);
  const waits = waitOf(run, act.branch, told);
  const isVoid = isSuspendedByAct(run.fields, hold, act.at);
  const { itemId, id: cause, branch, slipAt } = act;
  return { itemId, hold, cause, branch, inTransit, ...waits, slipAt, index, isVoid };
}

/** A wait as announced, and as closings leave it. */
function waitOf(run: TitleRun, branch: BranchId | null, told: Instant | null): Pick<Trap, 'until' | 'movedFrom'> {
  const until = told === null ? null : waitAfterClosings(run.closed, branch, told);
  return { until, movedFrom: until === told ? null : told };
}

/**
 * A loan fills the patron's first live hold that this copy could fill, also when the copy was trapped for a later one.
 * It counts as able to fill the hold that it was trapped for, even if the item or the hold changed since.
 */
function fillHold(
  run: TitleRun,
  { itemId, patronId, at }: ActOf<'checkout' | 'openLoan'>,
  trappedFor: HoldId | undefined,
): void {
  for (const hold of run.holds.values()) {
    if (hold.state !== 'live' || hold.act.patronId !== patronId || !fits(hold, itemId)) continue;
    if (hold.act.hold !== trappedFor && !couldFill(run, hold, { itemId, at })) continue;
    endHold(hold, 'filled', at);
    hold.filledBy = itemId;
    return;
  }
}

/** Settled on the whole timeline: of the copies trapped for a live hold the one at the pickup branch wins, else the first trapped. */
function decideCaptures(run: TitleRun): Map<HoldId, Trap> {
  const captures = new Map<HoldId, Trap>();
  for (const trap of [...run.traps.values()].toSorted((a, b) => a.index - b.index)) {
    const hold = run.holds.get(trap.hold);
    if (hold?.state !== 'live' || trap.isVoid || !fits(hold, trap.itemId)) continue;
    const winner = captures.get(trap.hold);
    const isBetter = winner !== undefined && !isAtPickup(run, winner, hold) && isAtPickup(run, trap, hold);
    if (winner === undefined || isBetter) captures.set(trap.hold, trap);
  }
  return captures;
}

function isAtPickup(run: TitleRun, trap: Trap, hold: HoldRun): boolean {
  return !trap.inTransit && trap.branch === pickupOf(run.fields, hold.act);
}

function trapExceptions(run: TitleRun, captures: ReadonlyMap<HoldId, Trap>): FoldedException[] {
  return [...run.traps.values()].flatMap((trap) => {
    if (captures.get(trap.hold) === trap) return [];
    const hold = run.holds.get(trap.hold);
    const hasOtherCopy =
      hold !== undefined &&
      fits(hold, trap.itemId) &&
      (captures.has(trap.hold) || (hold.state === 'filled' && hold.filledBy !== trap.itemId));
    return [
      { code: hasOtherCopy ? 'hold-trapped-twice' : 'wrong-trap', subject: { item: trap.itemId }, cause: trap.cause },
    ];
  });
}

/**
 * Copies last checked in without a trap while a hold placed before it, which the copy could fill, is live and has no
 * copy. A copy sent to repair or cataloging fills no hold yet.
 */
function missedHolds(
  run: TitleRun,
  copies: readonly TitleCopy[],
  captures: ReadonlyMap<HoldId, Trap>,
): FoldedException[] {
  const waiting = [...run.holds.values()].filter(
    (hold) => hold.state === 'live' && hold.takenOff === null && !captures.has(hold.act.hold),
  );
  return copies.flatMap((copy) => {
    const last = run.lastScans.get(copy.itemId);
    if (last === undefined || last.isMarked || last.scan.kind !== 'checkin' || last.scan.hold !== null) return [];
    // One that was suspended then, or is now, is not missed: the pull list asks for the copy when it goes on.
    const at = last.scan.at;
    const isMissed = waiting.some(
      (hold) =>
        hold.placedIndex < last.index &&
        !last.suspended.has(hold.act.hold) &&
        couldFill(run, hold, { itemId: copy.itemId, at }),
    );
    return isMissed ? [{ code: 'missed-hold', subject: { item: copy.itemId }, cause: last.scan.id }] : [];
  });
}

function neverPlaced(run: TitleRun): FoldedException[] {
  return [...run.cancelledEarly.values()].flatMap((cancel) =>
    run.holds.has(cancel.hold) ? [] : [{ code: 'hold-void', subject: { patron: cancel.patronId }, cause: cancel.id }],
  );
}

function undoExceptions(order: readonly TitleEntry[], undos: Undos): FoldedException[] {
  const exceptions: FoldedException[] = [];
  for (const undo of undos.void) {
    if (undo.patronId !== null)
      exceptions.push({ code: 'undo-void', subject: { patron: undo.patronId }, cause: undo.id });
  }
  for (const [target, undo] of undos.undone) {
    const hold = order.flatMap(({ act }) => (act.id === target && 'hold' in act ? [act.hold] : [])).at(0);
    const touching = order
      .map(({ act }) => act)
      .filter((act) => act.id === undo.id || ('hold' in act && act.hold === hold));
    if (undo.patronId !== null && isCrossed(touching, undo, undos)) {
      exceptions.push({ code: 'undo-crossed', subject: { patron: undo.patronId }, cause: undo.id });
    }
  }
  return exceptions;
}

function listHolds(run: TitleRun, captures: ReadonlyMap<HoldId, Trap>): Hold[] {
  let position = 0;
  return [...run.holds.values()]
    .toSorted((a, b) => a.placedIndex - b.placedIndex || compareText(a.act.hold, b.act.hold))
    .map((hold) => {
      const { act } = hold;
      const capture = captures.get(act.hold) ?? null;
      const captured = capture?.itemId ?? null;
      if (hold.state === 'live') position += 1;
      return {
        id: act.hold,
        patronId: act.patronId,
        titleId: act.titleId,
        itemId: act.itemId,
        pickup: pickupOf(run.fields, hold.act),
        placedAt: act.at,
        ...endsOf(act, capture),
        ...(hold.state === 'live' && captured === null && hold.takenOff !== null ? { takenOff: hold.takenOff } : {}),
        ...(hold.endedAt === null ? {} : { endedAt: hold.endedAt }),
        ...suspensionSaid(run.fields, act),
        state: hold.state === 'live' ? (captured === null ? 'waiting' : 'captured') : hold.state,
        capturedItem: hold.state === 'filled' ? hold.filledBy : captured,
        position: hold.state === 'live' ? position : null,
      };
    });
}

/** Set only where there is an end, and a slip. */
function endsOf(
  { expiresAt = null }: HoldRun['act'],
  capture: Trap | null,
): Pick<Hold, 'expiresAt' | 'shelfUntil' | 'shelfMovedFrom' | 'slipAt'> {
  const { until = null, movedFrom = null, slipAt } = capture ?? {};
  const told = slipAt === undefined ? {} : { slipAt };
  const shelf = until === null ? {} : { shelfUntil: until };
  const moved = movedFrom === null ? {} : { shelfMovedFrom: movedFrom };
  return { ...(expiresAt === null ? {} : { expiresAt }), ...shelf, ...moved, ...told };
}

/** Whether the copy could fill a hold that waits at a moment. */
function couldFill(
  run: TitleRun,
  hold: HoldRun,
  { itemId, at }: { readonly itemId: ItemId; readonly at: Instant },
): boolean {
  return run.holdable.has(itemId) && !isSuspendedIn(run.fields, hold.act, at) && fits(hold, itemId);
}

function fits(hold: HoldRun, itemId: ItemId): boolean {
  return hold.act.itemId === null || hold.act.itemId === itemId;
}
