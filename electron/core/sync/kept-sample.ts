// Clock samples outlive the program: a core that crashed in an outage, or a desk that is started again in one, goes on
// by the same time. Monotonic time is the computer's and begins anew when that starts, so a sample is good within one
// boot alone. [I31]

import { z } from 'zod';
import { MINUTE_MS, type Instant } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { kindOfError } from '../../../shared/core/error-place.ts';
import { lastContact, noteContact, readSetting, writeSetting } from '../../../db/ledger/desk-state.ts';
import type { Ledger, LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { bestSample, type ClockSamples } from './clock-offset.ts';
import type { SyncEngineOptions } from './engine-options.ts';

const KeptSchema = z.object({
  serverMinusMono: z.number(),
  errorMs: z.number(),
  takenMono: z.number(),
  /** When the computer started, by its own clock as that stood then. */
  bootedAt: z.number(),
});

const settingName = 'clockSample';
/** The computer's clock drifts against monotonic time and is corrected a little; another start of the computer is further away. */
const driftMs = MINUTE_MS;

/** Samples that an earlier run of this boot left; none where the computer was started since, or its clock was set. */
export function keptSamples(ledger: Ledger, clock: Clock): ClockSamples {
  const kept = readSetting(ledger, settingName, KeptSchema);
  if (kept === null) return [];
  const { bootedAt, ...sample } = kept;
  const isThisBoot = Math.abs(bootedAtBy(clock) - bootedAt) <= driftMs && clock.mono() >= sample.takenMono;
  return isThisBoot ? [sample] : [];
}

/** Notes a contact with the server, with the best sample of now. Two durable commits: once a minute is enough. */
export function keepContact(ledger: LedgerWriter, samples: ClockSamples, clock: Clock): void {
  const sample = bestSample(samples, clock.mono());
  if (sample === undefined) return;
  writeSetting(ledger, settingName, { ...sample, bootedAt: Math.round(bootedAtBy(clock)) });
  noteContact(ledger, Math.round(sample.serverMinusMono + clock.mono()));
}

const NOTE_EVERY_MS = MINUTE_MS;

/** Notes a contact with the server once a minute, and at once where the computer was started or its clock set since the last note. Never throws. */
export function noteHeard(
  { ledger, clock, log }: Pick<SyncEngineOptions, 'ledger' | 'clock' | 'log'>,
  samples: ClockSamples,
  now: Instant,
): void {
  // A contact that lies ahead was noted by a clock that has been set back since: names and rights would be open until then.
  const isNoted = Math.abs(now - (lastContact(ledger) ?? 0)) < NOTE_EVERY_MS;
  // Samples kept of another clock are no help to the next start: without a line it would use the raw clock.
  if (isNoted && keptSamples(ledger, clock).length > 0) return;
  try {
    keepContact(ledger, samples, clock);
  } catch (error) {
    // The line is up all the same: the next answer is noted instead.
    log('sync.contact', { error: kindOfError(error) });
  }
}

const bootedAtBy = (clock: Clock): number => clock.now() - clock.mono();
