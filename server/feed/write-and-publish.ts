// One transaction that changes rows and publishes them under one position. With nothing changed it takes none.

import { collectChanges, type RowChanges } from '../store/row-changes.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { publish } from './publish.ts';

/** The tools of the work in such a transaction. */
export type Publishing = {
  readonly tx: WriteTx;
  /** Changes so far; the work writes rows itself and adds them here. */
  readonly changes: RowChanges;
  /** Patrons whose scopes may change although none of their rows does. */
  readonly movedPatrons: Set<string>;
};

/** Runs the work and publishes its changes. */
export async function writeAndPublish<T>(store: Store, work: (publishing: Publishing) => Promise<T>): Promise<T> {
  return store.write(async (tx) => {
    const publishing: Publishing = { tx, changes: collectChanges(), movedPatrons: new Set() };
    const result = await work(publishing);
    const { changes, movedPatrons } = publishing;
    if (!changes.isEmpty() || movedPatrons.size > 0) await publish(tx, await tx.nextPosition(), changes, movedPatrons);
    return result;
  });
}
