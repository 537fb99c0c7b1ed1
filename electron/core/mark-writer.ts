// The key store keeps the ledger's position: after each commit, never before it, and before the act is answered. A log whose last transaction does
// not hold then ends before the mark, and so differs from one that was torn while it was written. [I1] [I4] [I23]

import type { KeyStore, SeqMark } from '../../db/keys/key-store.ts';

export type MarkWriter = {
  /** Writes a mark. Never throws: the act is in the ledger, even if its mark fails. */
  note(mark: SeqMark): void;
  /** Resolves when the mark is on the disk, or its write has failed. */
  flush(): Promise<void>;
};

/** Writes marks to a key store. */
export function markWriter(store: Pick<KeyStore, 'saveMark'>): MarkWriter {
  let saving: Promise<void> = Promise.resolve();
  const save = async (mark: SeqMark) => {
    try {
      await store.saveMark(mark);
    } catch {
      // The next act writes it; until then the last transaction of a log that does not hold is taken for a torn one.
    }
  };
  return {
    note: (mark) => {
      saving = save(mark);
    },
    flush: () => saving,
  };
}
