// Keeps the full-text indexes while rows change. Changes are gathered and written in the order of row numbers: a full-text index that is
// written out of order puts each row into a segment of its own and merges for milliseconds.

import type { ReplicaWriter } from './open-replica.ts';

/** Gathers changes of one SQL transaction. `flush` before its commit. */
export type WordIndex = {
  /** Notes that the words of a row changed; null: the row was not, or is not, there. */
  note(table: string, n: number, change: WordChange): void;
  flush(): void;
};

export type WordChange = { readonly was: string | null; readonly is: string | null };

/** So many changes are written at once, in a few milliseconds. */
const mostGathered = 100;

/** The full-text indexes of a replica. */
export function wordIndex(db: ReplicaWriter): WordIndex {
  const gathered = new Map<string, Map<number, WordChange>>();
  let count = 0;
  const flush = () => {
    for (const [table, changes] of gathered) {
      const inOrder = [...changes].toSorted(([a], [b]) => a - b);
      for (const [n, { was, is }] of inOrder) {
        const name = `${table}_words`;
        if (was !== null) db.run(`INSERT INTO ${name} (${name}, rowid, words) VALUES ('delete', ?, ?)`, n, was);
        if (is !== null) db.run(`INSERT INTO ${name} (rowid, words) VALUES (?, ?)`, n, is);
      }
    }
    gathered.clear();
    count = 0;
  };
  return {
    note: (table, n, { was, is }) => {
      if (was === is) return;
      const changes = gathered.get(table) ?? new Map<number, WordChange>();
      gathered.set(table, changes);
      // The index still has the words from before the first gathered change.
      const first = changes.get(n);
      changes.set(n, { was: first === undefined ? was : first.was, is });
      count += 1;
      if (count >= mostGathered) flush();
    },
    flush,
  };
}
