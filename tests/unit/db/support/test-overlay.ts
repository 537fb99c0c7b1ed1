// A desk with ledger, replica and overlay, and a server with prepared answers.

import { createOverlay, type Overlay, type Rebased } from '../../../../db/overlay/overlay.ts';
import { markTakenIn } from '../../../../db/overlay/mark-taken-in.ts';
import { replicaSource } from '../../../../db/overlay/overlay-source.ts';
import { envelopeById } from '../../../../db/ledger/envelopes.ts';
import { storeReceipts } from '../../../../db/ledger/receipts.ts';
import { replicaState } from '../../../../db/replica/replica-state.ts';
import type { Differences } from '../../../../db/overlay/looks.ts';
import type { ActId } from '../../../../shared/core/ids.ts';
import type { Appended } from '../../../../db/ledger/append-envelope.ts';
import { applyBatch } from './apply-batch.ts';
import { parseBody, testDesk, testPolicy, type TestCommand, type TestDesk } from './test-desk.ts';
import { batchLines, type TestRow } from './test-rows.ts';
import { testReplica, type TestReplica } from './test-replica.ts';

export type Act = Appended & { readonly id: ActId };

export type OverlayDesk = {
  readonly desk: TestDesk;
  readonly replica: TestReplica;
  overlay: Overlay;
  act(command: TestCommand): { readonly act: Act; readonly differences: Differences };
  feed(changes: Parameters<typeof batchLines>[1], lastSeq?: Record<string, number>): Rebased;
  answer(texts: readonly string[]): Differences;
  /** Another overlay, made from nothing. */
  rebuilt(): Overlay;
  close(): void;
};

export function overlayDesk(dir: string, rows: readonly TestRow[]): OverlayDesk {
  const replica = testReplica(dir, rows);
  const desk = testDesk(`${dir}/ledger.db`);
  const build = () => createOverlay({ ledger: desk.ledger, source: replicaSource(replica.reader) });
  const one: OverlayDesk = {
    desk,
    replica,
    overlay: build(),
    act: (command) => {
      desk.at += 60_000;
      const act = desk.act(command, [testPolicy]);
      const stored = envelopeById(desk.ledger, act.id);
      if (stored === null) throw new Error('not stored');
      const { envelope } = stored;
      return { act, differences: one.overlay.add({ envelope, body: parseBody(envelope) }) };
    },
    feed: (changes, lastSeq = {}) => {
      const pos = replicaState(replica.writer)?.pos ?? 0;
      const applied = applyBatch(replica.writer, batchLines(pos, changes, lastSeq));
      if (!applied.ok) throw new Error(applied.error.reason);
      return one.overlay.committed(applied.value);
    },
    answer: (texts) => {
      const receipts = storeReceipts(desk.ledger, texts);
      markTakenIn(desk.ledger, replicaSource(replica.reader), desk.at);
      return one.overlay.answered(receipts);
    },
    rebuilt: build,
    close: () => {
      replica.close();
      desk.ledger.close();
    },
  };
  return one;
}
