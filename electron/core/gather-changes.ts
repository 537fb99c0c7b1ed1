// What changed is said a moment later and together: the answer of a scan is painted first, and a burst of the feed redraws a screen once.

import type { Differences } from '../../db/overlay/looks.ts';
import type { SyncChange } from './sync/sync-engine.ts';

/** Long enough for the answer to be on screen and, online, for the server's own answer to be in; short enough that nobody sees it. */
const GATHER_MS = 50;

export type ChangeSayers = {
  readonly sayChange: (change: SyncChange) => void;
  readonly sayStatus: () => void;
};

/** Gathers changes of what is known and of the line. */
export class ChangeGatherer {
  readonly #say: ChangeSayers;
  #change: SyncChange | null = null;
  #hasStatus = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(say: ChangeSayers) {
    this.#say = say;
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
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => this.#sayAll(), GATHER_MS);
  }

  #sayAll(): void {
    const change = this.#change;
    const hasStatus = this.#hasStatus;
    this.#timer = null;
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
