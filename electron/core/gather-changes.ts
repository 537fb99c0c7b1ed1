// Changes are reported together, a moment later: the answer of a scan is painted first, and a burst of the feed redraws
// a screen once.

import type { Differences } from '../../db/overlay/looks.ts';
import type { EventPayload } from '../../shared/bridge/events.ts';
import type { Timers } from '../../shared/core/ports.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { SyncChange } from './sync/engine-options.ts';
import { systemTimers } from './system-timers.ts';

/**
 * Long enough for the answer to be on screen and, online, for the server's own answer to be in; short enough not to be
 * noticed.
 */
const GATHER_MS = 50;

export type ChangeSayers = {
  readonly sayChange: (change: SyncChange) => void;
  readonly sayStatus: () => void;
};

/** Gathers changes of visible data and of the line. */
export class ChangeGatherer {
  readonly #say: ChangeSayers;
  readonly #timers: Timers;
  #change: SyncChange | null = null;
  #hasStatus = false;
  #cancel: (() => void) | null = null;

  constructor(say: ChangeSayers, timers: Timers = systemTimers) {
    this.#say = say;
    this.#timers = timers;
  }

  changed(change: SyncChange): void {
    this.#change = this.#change === null ? change : together(this.#change, change);
    this.#wait();
  }

  statusChanged(): void {
    this.#hasStatus = true;
    this.#wait();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #wait(): void {
    this.#cancel ??= this.#timers.after(GATHER_MS, () => this.#sayAll());
  }

  #sayAll(): void {
    const change = this.#change;
    const hasStatus = this.#hasStatus;
    this.#cancel = null;
    this.#change = null;
    this.#hasStatus = false;
    if (change !== null) this.#say.sayChange(change);
    if (hasStatus) this.#say.sayStatus();
  }
}

function together(a: SyncChange, b: SyncChange): SyncChange {
  return {
    differences: union(a.differences, b.differences),
    exceptions: a.exceptions || b.exceptions,
    acts: a.acts || b.acts,
    log: a.log === true || b.log === true,
    library: a.library === true || b.library === true,
  };
}

function union(a: Differences | null, b: Differences | null): Differences | null {
  if (a === null || b === null) return a ?? b;
  return {
    items: a.items.union(b.items),
    titles: a.titles.union(b.titles),
    patrons: a.patrons.union(b.patrons),
  };
}

/** Keys of changed rows, as the screen names things: ids, and the barcodes and cards that it shows. */
export function changedPayload(keeper: CopyKeeper, change: SyncChange): EventPayload<'desk.changed'> {
  const { differences, exceptions, acts, log = false, library = false } = change;
  const sight = keeper.copy?.sight ?? null;
  const items = [...(differences?.items ?? [])].flatMap((id) => [id, sight?.item(id)?.barcode ?? id]);
  const patrons = [...(differences?.patrons ?? [])].flatMap((id) => [
    id,
    ...(sight?.patron(id)?.cards.map(({ number }) => number) ?? []),
  ]);
  return {
    patrons: [...patrons],
    items: [...items],
    titles: [...(differences?.titles ?? [])],
    exceptions,
    acts,
    log,
    library,
  };
}
