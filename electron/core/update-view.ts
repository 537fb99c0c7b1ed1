// New versions of the program as a person sees them: the host's findings, weighed by the state of this desk now.

import { formatInstant } from '../../shared/core/instant.ts';
import { PROGRAM_VERSION } from '../../shared/core/program-version.ts';
import { mayUpdate } from '../../shared/core/update-gate.ts';
import type { UpdateWait } from '../../shared/core/update-words.ts';
import type { SyncStatus } from '../../shared/views/sync.ts';
import type { UpdateView } from '../../shared/views/update.ts';
import type { Identity } from '../../db/ledger/identity.ts';
import { openShiftId } from '../../db/ledger/shifts.ts';
import type { Ledger } from '../../db/ledger/open-ledger.ts';
import type { FoundVersion, HostUpdates } from './messages.ts';

type Stands = Pick<SyncStatus, 'online' | 'paused' | 'pending'>;
type Place = { readonly ledger: Ledger; readonly deskId: string };

/** Keeps what the host says, and puts it onto the status; nothing is put there while the host said nothing. */
export function keepUpdates(
  { ledger, identity: { deskId } }: { readonly ledger: Ledger; readonly identity: Pick<Identity, 'deskId'> },
  changed: () => void,
): { readonly take: (now: HostUpdates) => void; readonly onto: (status: SyncStatus) => SyncStatus } {
  let updates: HostUpdates | null = null;
  return {
    take: (now) => {
      updates = now;
      changed();
    },
    onto: (status) => (updates === null ? status : { ...status, update: viewOf(updates, status, { ledger, deskId }) }),
  };
}

function viewOf({ by, lookedAt, isReached, found }: HostUpdates, status: Stands, place: Place): UpdateView {
  return {
    version: PROGRAM_VERSION,
    by,
    lookedAt: lookedAt === null ? null : formatInstant(lookedAt),
    isReached,
    waits: found === null ? null : { version: found.version, why: waitOf(found, status, place) },
  };
}

/** Asked again at the end of the program, where practice counts too. */
function waitOf(found: FoundVersion, { online, paused, pending }: Stands, { ledger, deskId }: Place): UpdateWait {
  if (found.trouble !== null) return found.trouble;
  const isShiftOpen = openShiftId(ledger) !== null;
  const standing = { isOnline: online && !paused, waitingActs: pending, isShiftOpen, isBusy: false };
  const answer = mayUpdate(standing, found, deskId);
  return answer.may ? 'at-end' : answer.why;
}
