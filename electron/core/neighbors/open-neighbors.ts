// The other desks of the branch as a part of the core; none where there is no network to reach them by.

import type { SyncStatus } from '../../../shared/views/sync.ts';
import { ED25519, type Signing } from '../../../db/keys/signing.ts';
import type { CopyKeeper } from '../copy-keeper.ts';
import type { DeskFiles } from '../open-desk-files.ts';
import type { ChangeGatherer } from '../gather-changes.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import type { NeighborNet } from './neighbor-net.ts';
import { Neighbors, type NeighborsOptions } from './neighbors.ts';

type Given = Pick<NeighborsOptions, 'clock' | 'timers' | 'log'> & {
  readonly neighborNet?: NeighborNet;
  readonly signing?: Signing;
};

type Around = Pick<NeighborsOptions, 'guard'> & {
  readonly keeper: CopyKeeper;
  readonly engine: SyncEngine;
  readonly changes: Pick<ChangeGatherer, 'changed' | 'statusChanged'>;
};

export function openNeighbors(
  { neighborNet: net, signing = ED25519, clock, timers, log }: Given,
  { identity, signer, ledger, client }: DeskFiles,
  { engine, keeper, guard, changes }: Around,
): Neighbors | null {
  const { neighbors: book } = keeper;
  if (net === undefined || book === null) return null;
  return new Neighbors({
    keeper,
    guard,
    onChanged: (change) => changes.changed(change),
    onStatus: () => changes.statusChanged(),
    net,
    identity,
    signer,
    signing,
    ledger,
    book,
    clock,
    timers,
    isOnline: () => engine.isOnline(),
    fetchList: async () => {
      const exchange = await client.neighbors();
      return exchange.ok ? exchange.value.value : null;
    },
    reopenFeed: () => engine.reopenFeed(),
    log,
  });
}

/** The other desks, for the status; empty where neighbors are off. */
export function neighborStatus(neighbors: Neighbors | null): Pick<SyncStatus, 'neighbors'> {
  const view = neighbors?.view() ?? null;
  return view === null ? {} : { neighbors: view };
}
