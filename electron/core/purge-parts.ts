// The inputs of purging in a running core: its copy while that is whole and fresh, and the server's time.

import { actId } from '../../shared/core/ids.ts';
import type { Timers } from '../../shared/core/ports.ts';
import { isLeftOut } from '../../shared/circ/held-exceptions.ts';
import type { LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { exceptionsCausedBy } from '../../db/replica/queries/exceptions.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import type { DeskClock } from './desk-clock.ts';
import type { PurgeParts } from './purge-own.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

type CoreParts = {
  readonly clock: DeskClock;
  readonly timers: Timers;
  readonly ledger: LedgerWriter;
  readonly keeper: CopyKeeper;
  readonly engine: SyncEngine;
};

/** The parts, for `keepPurging`. */
export function purgeParts({ clock, timers, ledger, keeper, engine }: CoreParts): PurgeParts {
  return {
    ledger,
    timers,
    clock,
    // An unconfirmed clock may be years ahead, and would make everything long over.
    sight: () =>
      clock.isConfirmed() && engine.isOnline() && keeper.state()?.isPartial === false
        ? (keeper.copy?.sight ?? null)
        : null,
    isLeftOut: ({ id, stream }, before) =>
      keeper.copy !== null && isLeftOut(exceptionsCausedBy(keeper.copy.db, [id, actId(stream)]), before),
    emptyCopyLog: () => keeper.emptyLog(),
  };
}
