// The acts that a desk and the server both have, byte for byte.

import type { LedgerReader } from '../../../db/ledger/open-ledger.ts';
import type { Store } from '../../../server/store/store.ts';

/** One act: where it stands, its exact text, and the exact text of its answer. */
export type Kept = {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly receipt: string | null;
};

/** Everything that a desk recorded, in order. */
export function keptAt(ledger: LedgerReader): Kept[] {
  return ledger.all<Kept>(
    `SELECT e.stream, e.seq, e.id, e.body, r.text AS receipt FROM envelope e
     LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq ORDER BY e.stream, e.seq`,
  );
}

/** Everything that the server took from one desk, in order. */
export function keptOf(store: Store, deskId: string): Promise<Kept[]> {
  return store.read((tx) =>
    tx.db
      .selectFrom('envelope')
      .leftJoin('receipt', (join) =>
        join.onRef('receipt.stream', '=', 'envelope.stream').onRef('receipt.seq', '=', 'envelope.seq'),
      )
      .select(['envelope.stream', 'envelope.seq', 'envelope.id', 'envelope.body', 'receipt.body as receipt'])
      .where('envelope.desk_id', '=', deskId)
      .orderBy('envelope.stream')
      .orderBy('envelope.seq')
      .execute(),
  );
}
