// The book of refusals of one desk, with the parts of the core that it needs.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Clock, Timers } from '../../../shared/core/ports.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { Desk } from '../desk.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import { completeTo } from '../sync/sync-status.ts';
import { RefusalBook } from './refusal-book.ts';
import { staleCodes } from './stale-codes.ts';

type Outside = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: (code: string, detail: Record<string, unknown>) => void;
};

/** Opens it. `desk` is asked for when a refusal is kept: the desk is made after its book. */
export function openRefusals(
  { clock, timers, log }: Outside,
  ledger: LedgerWriter,
  { keeper, engine, desk }: { readonly keeper: CopyKeeper; readonly engine: SyncEngine; readonly desk: () => Desk },
): RefusalBook {
  return new RefusalBook({
    ledger,
    clock,
    timers,
    dataAsOf: () => completeTo(engine, keeper, clock),
    staleCodes: (waiting) => staleCodes(desk(), waiting),
    failed: (error) => log('core.refusal-not-kept', { error: error instanceof HoldfastError ? error.code : 'bug' }),
  });
}
