// The story of one title's holds: placings, cancels, traps and fills over all its copies in one order. sync.md 4e and 4k

import type { Act, ActOf } from '../../../shared/circ/acts.ts';
import type { ItemStory } from './item-story.ts';
import { mergeOrders, withCountingTimes } from './order.ts';
import { byClock, type HoldAct, type ItemAct, type PlainException, type PlainHold } from './plain-world.ts';
import { findUndone } from './undone.ts';

/** A copy that stands, or travels, for a hold since its last check-in. */
type Trap = {
  readonly copy: string;
  readonly hold: string;
  /** Where it stands; null while it travels. */
  readonly branch: string | null;
  readonly by: Act;
  /** Put aside while its hold was suspended. */
  readonly isVoid: boolean;
};

export class TitleStory {
  readonly holds: PlainHold[] = [];

  readonly #copies: ReadonlyMap<string, ItemStory>;
  /** All acts on the title's holds and copies, undone ones left out. */
  readonly #happened: readonly (ItemAct | HoldAct)[];
  /** In the order in which the copies were trapped. */
  #traps: Trap[] = [];
  /** Holds that are cancelled as soon as they are placed, since the cancel's clock lies before. */
  readonly #cancelledEarly = new Set<string>();
  readonly #takenFrom: { readonly checkout: ActOf<'checkout' | 'openLoan'>; readonly hold: string }[] = [];
  /** Until when acts suspend holds. */
  readonly #said = new Map<string, number>();
  readonly #pickups = new Map<string, string>();
  /** Holds that were suspended at the last scan of a copy. */
  readonly #pausedAt = new Map<string, readonly string[]>();
  readonly #lasting: PlainException[] = [];

  constructor(copies: readonly ItemStory[], acts: readonly HoldAct[]) {
    this.#copies = new Map(copies.map((story) => [story.item.item, story]));
    const order = titleOrder(copies, acts);
    const onCopies = new Set<Act>(copies.flatMap((story) => story.happened));
    const onHolds = new Set<Act>(acts);
    const undone = findUndone(
      order.filter((act) => onHolds.has(act) || (onCopies.has(act) && holdNamed(act) !== null)),
      (between, target) => holdNamed(between) === holdNamed(target),
    );
    this.#lasting.push(...undone.exceptions);
    this.#happened = order.filter((act) => onCopies.has(act) || (onHolds.has(act) && !undone.ids.has(act.id)));
    for (const act of this.#happened) this.#tell(act);
    for (const hold of this.holds) hold.pickup = this.#pickups.get(hold.id) ?? hold.pickup;
    this.#capture();
  }

  /** The hold that a copy stands or travels for at the end. */
  heldFor(copy: string): PlainHold | null {
    return this.holds.find((hold) => hold.state === 'captured' && hold.copy === copy) ?? null;
  }

  holdNamed(name: string | null): PlainHold | null {
    return this.holds.find((hold) => hold.id === name) ?? null;
  }

  exceptions(): PlainException[] {
    return [...this.#lasting, ...this.#lentOffShelf(), ...this.#wrongTraps(), ...this.#missedHolds()];
  }

  #tell(act: ItemAct | HoldAct): void {
    if (act.kind === 'openHold' || act.kind === 'placeHold') this.#place(act);
    else if (act.kind === 'cancelHold') this.#cancel(act);
    else if (act.kind === 'suspendHold') this.#said.set(act.hold, act.until ?? Number.POSITIVE_INFINITY);
    else if (act.kind === 'resumeHold') this.#said.set(act.hold, Number.NEGATIVE_INFINITY);
    else if (act.kind === 'changePickup') this.#pickups.set(act.hold, act.pickup);
    else if (act.kind === 'setMark' || act.kind === 'reportParts') this.#endTrap(act.itemId);
    else if (act.kind === 'checkin') this.#takeIn(act);
    else if (act.kind === 'checkout' || act.kind === 'openLoan') this.#lend(act);
  }

  // Placing and cancelling

  #place(act: ActOf<'openHold' | 'placeHold'>): void {
    if (this.holdNamed(act.hold) !== null) {
      this.#voidAct(act);
      return;
    }
    const opening = act.kind === 'openHold';
    this.holds.push({
      id: act.hold,
      patron: act.patronId,
      title: act.titleId,
      onlyItem: act.itemId,
      pickup: act.pickup,
      suspended: opening && act.suspended,
      state: this.#cancelledEarly.has(act.hold) ? 'cancelled' : 'waiting',
      copy: null,
      position: null,
    });
    if (opening && act.trapped !== null) {
      this.#traps.push({
        copy: act.trapped.itemId,
        hold: act.hold,
        branch: act.trapped.branch,
        by: act,
        isVoid: false,
      });
    }
  }

  #cancel(act: ActOf<'cancelHold'>): void {
    const hold = this.holdNamed(act.hold);
    if (hold === null) {
      // Only a hold that is placed at all can be cancelled before its placing; a second cancel is nothing.
      const placed = this.#happened.some((one) => one.kind === 'placeHold' && one.hold === act.hold);
      if (!placed && !this.#cancelledEarly.has(act.hold)) this.#voidAct(act);
      this.#cancelledEarly.add(act.hold);
    } else if (hold.state === 'filled') this.#voidAct(act);
    else hold.state = 'cancelled';
  }

  #voidAct(act: ActOf<'openHold' | 'placeHold' | 'cancelHold'>): void {
    this.#lasting.push({ code: 'hold-void', patron: act.patronId, cause: act.id });
  }

  // Copies come and go. The last scan decides where a copy is.

  #takeIn(act: ActOf<'checkin'>): void {
    this.#endTrap(act.itemId);
    this.#notePauses(act);
    const branch = act.transitTo === null ? act.branch : null;
    // A copy put aside for a hold that acts suspended fills no hold.
    const isVoid = act.hold !== null && (this.#said.get(act.hold) ?? Number.NEGATIVE_INFINITY) > act.at;
    if (act.hold !== null) this.#traps.push({ copy: act.itemId, hold: act.hold, branch, by: act, isVoid });
  }

  #lend(act: ActOf<'checkout' | 'openLoan'>): void {
    const trap = this.#traps.find((one) => one.copy === act.itemId);
    this.#endTrap(act.itemId);
    this.#notePauses(act);
    if (trap !== undefined) this.#takenFrom.push({ checkout: act, hold: trap.hold });
    // A loan that an import found is older than the holds that wait beside it.
    if (act.kind === 'openLoan' || this.#copies.get(act.itemId)?.lends.has(act.id) !== true) return;
    // The copy stood there for it, even if the item or the hold changed since.
    const stoodFor = (hold: PlainHold) => hold.id === trap?.hold && hold.state === 'waiting' && isFor(hold, act.itemId);
    const filled = this.holds.find(
      (hold) => hold.patron === act.patronId && (this.#canFill(act.itemId, hold, act.at) || stoodFor(hold)),
    );
    if (filled === undefined) return;
    filled.state = 'filled';
    filled.copy = act.itemId;
  }

  #endTrap(copy: string): void {
    this.#traps = this.#traps.filter((trap) => trap.copy !== copy);
  }

  #canFill(copy: string, hold: PlainHold, at: number): boolean {
    const holdable = this.#copies.get(copy)?.item.holdable === true;
    return hold.state === 'waiting' && !this.#isPaused(hold, at) && holdable && isFor(hold, copy);
  }

  #isPaused(hold: PlainHold, at: number): boolean {
    const until = this.#said.get(hold.id);
    return until === undefined ? hold.suspended : until > at;
  }

  #notePauses({ itemId, at }: ActOf<'checkin' | 'checkout' | 'openLoan'>): void {
    const paused = this.holds.filter((hold) => this.#isPaused(hold, at));
    this.#pausedAt.set(
      itemId,
      paused.map(({ id }) => id),
    );
  }

  // The end: the copy of each live hold, and copies on a shelf without a hold

  /** The copy at the pickup branch wins, else the first trapped. */
  #capture(): void {
    for (const hold of this.holds) {
      if (hold.state !== 'waiting') continue;
      const traps = this.#traps.filter((trap) => trap.hold === hold.id && !trap.isVoid && isFor(hold, trap.copy));
      const winner = traps.find((trap) => trap.branch === hold.pickup) ?? traps[0];
      if (winner === undefined) continue;
      hold.state = 'captured';
      hold.copy = winner.copy;
    }
    const live = this.holds.filter((hold) => hold.state === 'waiting' || hold.state === 'captured');
    for (const [index, hold] of live.entries()) hold.position = index + 1;
  }

  #lentOffShelf(): PlainException[] {
    return this.#takenFrom
      .filter(({ checkout, hold }) => {
        const left = this.holdNamed(hold);
        return left?.state === 'waiting' && left.patron !== checkout.patronId;
      })
      .map(({ checkout }) => ({ code: 'lent-off-hold-shelf', item: checkout.itemId, cause: checkout.id }));
  }

  #wrongTraps(): PlainException[] {
    return this.#traps.flatMap((trap) => {
      const hold = this.holdNamed(trap.hold);
      if (hold === null || hold.state === 'cancelled' || !isFor(hold, trap.copy)) {
        return [{ code: 'wrong-trap', item: trap.copy, cause: trap.by.id }];
      }
      if (hold.copy === trap.copy && hold.state === 'captured') return [];
      const code = hold.copy === null || hold.copy === trap.copy ? 'wrong-trap' : 'hold-trapped-twice';
      return [{ code, item: trap.copy, cause: trap.by.id }];
    });
  }

  /** The last scan of a copy is a check-in without trap, and a hold that was placed before it waits for a copy like this. */
  #missedHolds(): PlainException[] {
    return [...this.#copies.values()].flatMap(({ item, happened, markedScans }) => {
      const last = happened.findLast(
        (act) => act.kind === 'checkin' || act.kind === 'checkout' || act.kind === 'openLoan',
      );
      if (last?.kind !== 'checkin' || last.hold !== null) return [];
      // A copy to be repaired or cataloged first fills no hold yet, nor does one that was marked since.
      const isMarkedSince = happened
        .slice(happened.indexOf(last))
        .some(({ kind }) => kind === 'setMark' || kind === 'reportParts');
      if (markedScans.has(last.id) || isMarkedSince) return [];
      const before = this.#happened.slice(0, this.#happened.indexOf(last));
      const missed = this.holds.some(
        (hold) =>
          this.#canFill(item.item, hold, last.at) &&
          this.#pausedAt.get(item.item)?.includes(hold.id) !== true &&
          before.some((act) => places(act, hold)),
      );
      return missed ? [{ code: 'missed-hold', item: item.item, cause: last.id }] : [];
    });
  }
}

/** Opening holds first; then the orders of the copies and the acts on holds, merged. */
function titleOrder(copies: readonly ItemStory[], acts: readonly HoldAct[]): (ItemAct | HoldAct)[] {
  const openings = acts.filter((act) => act.kind === 'openHold').toSorted(byClock);
  const later = acts.filter((act) => act.kind !== 'openHold').toSorted(byClock);
  const merged = mergeOrders<ItemAct | HoldAct>([
    ...copies.map((story) => withCountingTimes(story.order)),
    later.map((act) => ({ act, counts: act.at })),
  ]);
  return [...openings, ...merged];
}

/** The hold that an act names: it is an act on that hold. */
function holdNamed(act: Act): string | null {
  switch (act.kind) {
    case 'placeHold':
    case 'cancelHold':
    case 'suspendHold':
    case 'resumeHold':
    case 'changePickup':
    case 'checkin':
      return act.hold;
    default:
      return null;
  }
}

function places(act: Act, hold: PlainHold): boolean {
  return (act.kind === 'placeHold' || act.kind === 'openHold') && act.hold === hold.id;
}

/** A hold for one item alone is for no other copy. */
function isFor(hold: PlainHold, copy: string): boolean {
  return hold.onlyItem === null || hold.onlyItem === copy;
}
