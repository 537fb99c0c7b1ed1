// Empties the ledger's log when nothing has been written for a moment: a byte that a disk spoils in the file is noticed, one in the log ends the
// log where it stands. No scan waits for it.

import { emptyLog, type LedgerWriter } from '../../db/ledger/open-ledger.ts';
import type { Timers } from '../../shared/core/ports.ts';

const idleMs = 3_000;

export type IdleParts = {
  readonly ledger: LedgerWriter;
  readonly timers: Timers;
  /** Runs work that must not fail its caller. */
  readonly guard: (work: () => void) => void;
};

/** Watches the ledger; returns a function that ends it. */
export function emptyLogWhenIdle({ ledger, timers, guard }: IdleParts): () => void {
  let written = 0;
  let cancel: (() => void) | null = null;
  const wait = (seen: number) => {
    cancel = timers.after(idleMs, () => {
      cancel = null;
      if (written !== seen) wait(written);
      else guard(() => emptyLog(ledger));
    });
  };
  ledger.tellWritten(() => {
    written += 1;
    if (cancel === null) wait(written);
  });
  // An unclean end may have left pages in the log; they go into the file as well.
  wait(written);
  return () => cancel?.();
}
