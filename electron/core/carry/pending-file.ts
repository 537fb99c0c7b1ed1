// The unsent acts of a desk, as a file that anyone may carry and only the server opens.

import type { Instant } from '../../../shared/core/instant.ts';
import { formatLocalMoment } from '../../../shared/core/local-moment.ts';
import type { Random } from '../../../shared/core/ports.ts';
import { placeOf, type Carried } from '../../../shared/wire/carried-file.ts';
import { carriedRequests } from '../../../shared/wire/carried-requests.ts';
import { sealedAround, writeSealed, type SealedHead } from '../../../shared/wire/sealed-file.ts';
import { createSealer } from '../../../db/keys/sealing.ts';
import { envelopesFrom, policiesNamedBy } from '../../../db/ledger/envelopes.ts';
import type { Identity } from '../../../db/ledger/identity.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { unsentStreams } from '../../../db/ledger/queue.ts';

/** A file with how many acts it carries; without acts it has no text. */
export type PendingFile = { readonly name: string; readonly text: string; readonly acts: number };

/** When, by the clock of which zone, and with which randomness the file is made. */
export type Making = { readonly now: Instant; readonly zone: string; readonly random: Random };

/** Every act that no receipt answers, the older streams first. */
export function pendingFile(ledger: Ledger, identity: Identity, { now, zone, random }: Making): PendingFile {
  const stored = unsentStreams(ledger).flatMap(({ stream, afterSeq }) => [
    ...envelopesFrom(ledger, stream, afterSeq + 1),
  ]);
  const day = formatLocalMoment(now, zone).replace(/\D/g, '');
  const name = `holdfast-${fileWords(identity.deskName)}-${day}.ndjson`;
  const times = stored.map(({ recordedAt }) => recordedAt);
  const [firstAt, lastAt] = [times.reduce(least, now), times.reduce(most, 0)];
  if (stored.length === 0) return { name, text: '', acts: 0 };
  const carried: Carried = {
    head: { library: identity.library.id, desk: identity.deskId, exportedAt: now },
    policies: [...policiesNamedBy(ledger, stored)].map(([hash, policy]) => ({ hash, policy })),
    envelopes: stored.map(({ envelope }) => envelope),
  };
  const text = sealCarried(carried, { identity, times: { firstAt, lastAt }, random });
  return { name, text, acts: stored.length };
}

type Sealing = {
  readonly identity: Pick<Identity, 'deskName' | 'serverKey'>;
  readonly times: Pick<SealedHead, 'firstAt' | 'lastAt'>;
  readonly random: Random;
};

/** The text of the sealed file. */
export function sealCarried(carried: Carried, { identity, times, random }: Sealing): string {
  const requests = carriedRequests(carried);
  const sealer = createSealer(identity.serverKey, random);
  const head: SealedHead = {
    format: 'holdfast-sealed',
    version: 1,
    ...carried.head,
    deskName: identity.deskName,
    acts: carried.envelopes.length,
    ...times,
    parts: requests.length,
    key: sealer.key,
  };
  const text = JSON.stringify(head);
  const parts = requests.map((request, index) => {
    const from = placeOf(request.envelopes[0]?.body ?? '')?.seq ?? 1;
    const part = { from, acts: request.envelopes.length, sealed: '' };
    const around = sealedAround({ head: text, index, part });
    return { ...part, sealed: sealer.seal(JSON.stringify(request), index, around) };
  });
  return writeSealed({ text, parts });
}

/** A name as a part of a file's, so that the person who carries several files can tell their desks. */
function fileWords(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words === null ? 'desk' : words.join('-').slice(0, 60);
}

const least = (a: Instant, b: Instant): Instant => Math.min(a, b);
const most = (a: Instant, b: Instant): Instant => Math.max(a, b);
