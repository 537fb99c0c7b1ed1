// Carrying acts by hand: its own waiting acts out, as a file, and the file of another desk in, over its own line.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock, Random } from '../../../shared/core/ports.ts';
import type { HandedIn } from '../../../shared/views/carry.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { handIn } from './hand-in.ts';
import { pendingFile, type PendingFile } from './pending-file.ts';
import { pushCarried, type CarryingDesk } from './push-carried.ts';
import { readBrought, type BroughtFile } from './read-file.ts';

export type Carrying = {
  /** The unsent acts, sealed, in a file named by the clock of a zone. */
  readonly pending: (zone: string) => PendingFile;
  /** Reads a file. Throws HF-SYNC-006 for a text that is no whole file of acts, HF-SYNC-007 for one of another library. */
  readonly read: (text: string) => BroughtFile;
  /** Hands it in. Acts that were taken are reported also when it stopped early. */
  readonly handIn: (file: BroughtFile) => Promise<HandedIn>;
};

export function deskCarrying(
  desk: CarryingDesk & { readonly ledger: LedgerWriter },
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Carrying {
  const { identity, ledger } = desk;
  return {
    pending: (zone) => pendingFile(ledger, identity, { now: clock.now(), zone, random }),
    read: (text) => {
      const read = readBrought(text);
      if (!read.ok) throw new HoldfastError('HF-SYNC-006', { why: read.error.why });
      if (read.value.library !== identity.library.id) throw new HoldfastError('HF-SYNC-007');
      return read.value;
    },
    handIn: ({ parts }) => handIn(parts, identity.deskId, (request) => pushCarried(desk, request)),
  };
}
