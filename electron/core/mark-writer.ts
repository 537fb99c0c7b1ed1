// The key store keeps how far the ledger has come: written within a second after commits, never before, and never in their way. [I4]

import type { KeyStore, SeqMark } from '../../db/keys/key-store.ts';
import type { Timers } from '../../shared/core/ports.ts';
import { systemTimers } from './system-timers.ts';

const waitMs = 300;

export type MarkWriter = {
  /** Notes a mark; many in a row are written once. */
  note(mark: SeqMark): void;
  /** Writes what is still to be written. */
  flush(): Promise<void>;
};

/** Writes marks to a key store. */
export function markWriter(store: Pick<KeyStore, 'saveMark'>, timers: Timers = systemTimers): MarkWriter {
  let newest: SeqMark | null = null;
  let cancel: (() => void) | null = null;
  const flush = async () => {
    cancel?.();
    cancel = null;
    const mark = newest;
    newest = null;
    if (mark === null) return;
    try {
      await store.saveMark(mark);
    } catch {
      // It is written with the next act; without it a restored ledger is noticed later, by the server.
    }
  };
  return {
    note: (mark) => {
      newest = mark;
      cancel ??= timers.after(waitMs, () => void flush());
    },
    flush,
  };
}
