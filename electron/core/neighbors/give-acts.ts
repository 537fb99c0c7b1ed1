// The acts that a desk offers its neighbors: its own, from its ledger, and those of the other desks of the branch that the feed has not brought.

import type { PolicyHash, StreamId } from '../../../shared/core/ids.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import { policyNamedIn } from '../../../shared/wire/carried-requests.ts';
import { MOST_ACTS_IN_LINE, type NeighborLine } from '../../../shared/wire/neighbor-lines.ts';
import { envelopeBytes, pendingAfter, policiesNamedBy } from '../../../db/ledger/envelopes.ts';
import type { LedgerWriter } from '../../../db/ledger/open-ledger.ts';
import { streams } from '../../../db/ledger/streams.ts';
import type { NeighborBook } from '../../../db/overlay/neighbor-book.ts';
import { chainBefore } from '../../../db/overlay/pending-entry.ts';

export type GivingParts = { readonly ledger: LedgerWriter; readonly book: NeighborBook };

type Acts = Extract<NeighborLine, { type: 'acts' }>;

const MOST_BYTES = 192 * 1024;

/** The last seq of each stream that is here. */
export function offersOf({ ledger, book }: GivingParts): Record<StreamId, number> {
  const own = streams(ledger).flatMap(({ stream, lastSeq }): [StreamId, number][] =>
    lastSeq === 0 ? [] : [[stream, lastSeq]],
  );
  const others = book.streams().flatMap((stream): [StreamId, number][] => {
    const last = book.last(stream);
    return last === null ? [] : [[stream, last.seq]];
  });
  return Object.fromEntries([...others, ...own]);
}

/** The next acts of a stream, as many as one line takes; none where they are not here, or have lost their arguments. */
export function actsAfter(parts: GivingParts, stream: StreamId, after: number): Acts | null {
  const { ledger, book } = parts;
  const limits = { envelopes: MOST_ACTS_IN_LINE, bytes: MOST_BYTES };
  const stored = pendingAfter(ledger, stream, after, limits);
  if (stored.length > 0) {
    const purged = stored.findIndex(({ envelope }) => envelope.args === null);
    const whole = purged < 0 ? stored : stored.slice(0, purged);
    const policies = [...policiesNamedBy(ledger, whole).values()];
    return acts(stream, after, whole, { policies, before: chainBefore(ledger, stream, after + 1) });
  }
  let bytes = 0;
  const held = book.after(stream, after, MOST_ACTS_IN_LINE).filter(({ envelope }, index) => {
    bytes += envelopeBytes(envelope);
    return index === 0 || bytes <= MOST_BYTES;
  });
  const [first] = held;
  if (first?.seq !== after + 1) return null;
  const policies = new Map<PolicyHash, Policy>();
  for (const { envelope } of held) {
    const hash = policyNamedIn(envelope.body);
    const policy = hash === null ? null : book.policy(hash);
    if (hash !== null && policy !== null) policies.set(hash, policy);
  }
  return acts(stream, after, held, { policies: [...policies.values()], before: null });
}

function acts(
  stream: StreamId,
  after: number,
  given: readonly { readonly seq: number; readonly envelope: Acts['envelopes'][number] }[],
  rest: Pick<Acts, 'policies' | 'before'>,
): Acts | null {
  if (given.length === 0) return null;
  return { type: 'acts', stream, after, envelopes: given.map(({ envelope }) => envelope), ...rest };
}
