// The key store keeps how far the ledger has come: written within a second after commits, never before, and never in their way. [I4]

import type { KeyStore, SeqMark } from '../../db/keys/key-store.ts';

const waitMs = 300;

/** Returns what notes a mark; many in a row are written once. */
export function markWriter(store: Pick<KeyStore, 'saveMark'>): (mark: SeqMark) => void {
  let newest: SeqMark | null = null;
  let timer: NodeJS.Timeout | null = null;
  return (mark) => {
    newest = mark;
    timer ??= setTimeout(() => {
      timer = null;
      // A mark that could not be written is written with the next act; without it a restored ledger is noticed later, by the server.
      if (newest !== null) store.saveMark(newest).catch(() => undefined);
    }, waitMs);
  };
}
