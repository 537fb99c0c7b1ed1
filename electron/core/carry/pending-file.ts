// What a desk has not sent yet, as a file that anyone may carry.

import type { Instant } from '../../../shared/core/instant.ts';
import { writeCarried } from '../../../shared/wire/carried-file.ts';
import { envelopesFrom, policiesNamedBy } from '../../../db/ledger/envelopes.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { unsentStreams } from '../../../db/ledger/queue.ts';

/** A file with how many acts it carries. */
export type PendingFile = { readonly name: string; readonly text: string; readonly acts: number };

/** Every act that no receipt answers, the older streams first. Holds cards and barcodes: it is to be kept as the desk itself is. */
export function pendingFile(ledger: Ledger, { deskId, library }: Identity, now: Instant): PendingFile {
  const stored = unsentStreams(ledger).flatMap(({ stream, afterSeq }) => [
    ...envelopesFrom(ledger, stream, afterSeq + 1),
  ]);
  const policies = [...policiesNamedBy(ledger, stored)].map(([hash, policy]) => ({ hash, policy }));
  const text = writeCarried({
    head: { library: library.id, desk: deskId, exportedAt: now },
    policies,
    envelopes: stored.map(({ envelope }) => envelope),
  });
  const day = new Date(now).toISOString().slice(0, 16).replace(/\D/g, '');
  return { name: `holdfast-${deskId}-${day}.ndjson`, text, acts: stored.length };
}
