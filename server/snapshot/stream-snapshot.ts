// The whole state that a desk subscribes to, at one position, as one stream out of one read transaction. [I9] [I11]

import type { Clock } from '../../shared/core/ports.ts';
import type { SnapshotLine } from '../../shared/wire/snapshot.ts';
import { deskScopes } from '../feed/desk-scopes.ts';
import { countRows, snapshotLines } from '../feed/feed-rows.ts';
import { readHead } from '../feed/read-head.ts';
import { lastSeqs, type LineSink } from '../feed/stream-feed.ts';
import type { Store } from '../store/store.ts';

/** Form of the rows in a snapshot. */
export const SNAPSHOT_SCHEMA = 1;

/** Writes a snapshot for a desk. */
export async function streamSnapshot(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  desk: { readonly id: string; readonly branch: string },
  sink: LineSink,
): Promise<void> {
  await store.readLong(async (tx) => {
    const head = await readHead(tx);
    const scopes = await deskScopes(tx, desk.branch);
    const rows = await countRows(tx, scopes);
    const header = {
      epoch: head.epoch,
      pos: head.position,
      schema: SNAPSHOT_SCHEMA,
      rows,
      lastSeq: await lastSeqs(tx, desk.id),
    };
    await sink.write(line({ type: 'snapshot', ...header, serverTime: clock.now() }));
    let written = 0;
    const lines = snapshotLines(tx, scopes, (count) => {
      written += count;
    });
    for await (const text of lines) await sink.write(text);
    await sink.write(line({ type: 'end', rows: written }));
  });
  await rememberScopes(store, desk);
}

/** A desk whose system changes later has to load its copy anew. */
async function rememberScopes(store: Store, desk: { readonly id: string; readonly branch: string }): Promise<void> {
  const scopes = await store.read(async (tx) => JSON.stringify(await deskScopes(tx, desk.branch)));
  await store.write((tx) =>
    tx.db
      .updateTable('desk')
      .set({ scopes })
      .where('id', '=', desk.id)
      .where((where) => where.or([where('scopes', 'is', null), where('scopes', '!=', scopes)]))
      .execute(),
  );
}

function line(value: SnapshotLine): string {
  return `${JSON.stringify(value)}\n`;
}
