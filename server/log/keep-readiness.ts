// The last report of each desk on its readiness for an outage.

import { readinessEntryId } from '../../shared/circ/model/log-entry.ts';
import { actId, branchId, deskId } from '../../shared/core/ids.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { ReadinessRequest, ReadinessResponse } from '../../shared/wire/readiness.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { Store } from '../store/store.ts';

type Reporter = { readonly id: string; readonly branch: string; readonly name: string };

/** Keeps the report of a desk in place of the one before. The desk and the time are the server's to say. */
export async function keepReadiness(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  desk: Reporter,
  { facts }: ReadinessRequest,
): Promise<ReadinessResponse> {
  const id = readinessEntryId(deskId(desk.id));
  await writeAndPublish(store, async ({ tx, changes }) => {
    await tx.lock([`log:${id}`]);
    const written = collectChanges();
    written.put('logEntry', {
      id,
      branch: branchId(desk.branch),
      at: clock.now(),
      by: null,
      // No act: the desk reports by itself.
      act: actId(id),
      what: { kind: 'readiness', facts: { ...facts, deskId: deskId(desk.id), name: desk.name } },
      seen: [],
      ended: null,
    });
    await writeChanges(tx, written);
    changes.add(written);
  });
  return {};
}
