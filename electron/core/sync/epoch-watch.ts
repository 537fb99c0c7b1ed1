// Notes a new epoch in the ledger: the server was put back from a backup, and desks do not give back all that it has lost. Staff are told.

import { kindOfError } from '../../../shared/core/error-place.ts';
import { meetEpoch } from '../../../db/ledger/server-epochs.ts';
import type { SyncEngineOptions } from './engine-options.ts';

/** Takes each epoch that the server names. `before`: the one that the desk knew at its start. Never throws. */
export function epochWatch(
  { ledger, clock, log, onStatus }: Pick<SyncEngineOptions, 'ledger' | 'clock' | 'log' | 'onStatus'>,
  before: string,
): (epoch: string) => void {
  let met: string | null = null;
  return (epoch) => {
    if (epoch === met) return;
    try {
      const isNew = meetEpoch(ledger, { epoch, before, at: clock.now() });
      met = epoch;
      if (isNew) onStatus();
    } catch (error) {
      // Syncing goes on all the same: the next answer is noted instead.
      log('sync.epoch', { error: kindOfError(error) });
    }
  };
}
