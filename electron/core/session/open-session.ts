// The session of a running desk, tied to its files, its clocks and its line.

import type { Clock } from '../../../shared/core/ports.ts';
import { hashPin, type PinHash } from '../../../db/keys/pin-hash.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import { DeskSession } from './session.ts';

/** How long a sign-in with an unknown name waits for fresh grants. */
const GRANTS_WAIT_MS = 2_000;

type Options = { readonly clock: Clock; readonly computerClock: Clock; readonly hashPin?: PinHash };

/** Of a desk with these files. */
export function openSession(
  { clock, computerClock, hashPin: hash = hashPin }: Options,
  { ledger, secrets: { pepper }, identity }: Pick<DeskFiles, 'ledger' | 'secrets' | 'identity'>,
  engine: Pick<SyncEngine, 'fetchGrants'>,
): DeskSession {
  return new DeskSession({
    ledger,
    pepper,
    library: identity.library.id,
    hashPin: hash,
    clock,
    computerClock,
    fetchGrants: () => engine.fetchGrants(GRANTS_WAIT_MS),
  });
}
