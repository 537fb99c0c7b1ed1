// Keeps in the ledger when the server was last heard, and by how much the clock was off: leases, rights and suspect clocks go by it.

import { kindOfError } from '../../../shared/core/error-place.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { lastContact } from '../../../db/ledger/desk-state.ts';
import type { ClockSamples } from './clock-offset.ts';
import type { SyncEngineOptions } from './engine-options.ts';
import { keepContact, keptSamples } from './kept-sample.ts';

const NOTE_EVERY_MS = 60_000;

/** Notes it once a minute, and at once where the computer was started or its clock set since the last note. Never throws. */
export function noteHeard(
  { ledger, clock, log }: Pick<SyncEngineOptions, 'ledger' | 'clock' | 'log'>,
  samples: ClockSamples,
  now: Instant,
): void {
  // A contact that lies ahead was noted by a clock that has been set back since: names and rights would be open until then.
  const isNoted = Math.abs(now - (lastContact(ledger) ?? 0)) < NOTE_EVERY_MS;
  // What is kept of another clock is no help to the next start: without a line that would go by the raw one.
  if (isNoted && keptSamples(ledger, clock).length > 0) return;
  try {
    keepContact(ledger, samples, clock);
  } catch (error) {
    // The line is up all the same: the next answer is noted instead.
    log('sync.contact', { error: kindOfError(error) });
  }
}
