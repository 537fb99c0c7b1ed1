// The server's own desk: acts that the server does by itself are ordinary commands, signed with its key, in a stream of its own. All server
// processes on one database are this one desk, so a batch is made only in the transaction that writes it. [I2] [I4]

import { createHash } from 'node:crypto';
import type { Signer } from '../../db/keys/signing.ts';
import { hashedId } from '../../shared/core/digest.ts';
import { actId, streamId, streamOf, type ActId, type BranchId, type RuleSetVersion } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Random } from '../../shared/core/ports.ts';
import { OWN_DESK } from '../../shared/circ/own-desk.ts';
import { MAX_BATCH_ENVELOPES, type CommandsRequest } from '../../shared/wire/commands.ts';
import { ZERO_HASH, type Envelope, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import { loadStream } from '../commands/stream-state.ts';
import { insertDesk } from '../desks/insert-desk.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** Something that the server does at a moment that was fixed before: when it is due, or when it follows from another act. */
export type OwnDeed = {
  readonly id: ActId;
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  /** Further parts of the act's `told`. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** The moment that it counts at; never later than now. */
  readonly at: Instant;
  /** Of an act that was made in another system and learned from it: system, place, and the rules of its loan. Absent = the server's own. */
  readonly learned?: {
    readonly channel: string;
    readonly branch: BranchId | null;
    readonly rulesVersion: RuleSetVersion | null;
  };
};

/** The identity of an act of time: one moment of one subject yields one act, in every server process. */
export function timedActId(name: string, subject: string, dueAt: Instant): ActId {
  return actId(hashedId('act-of-time', name, subject, dueAt));
}

export type OwnDesk = { readonly signer: Signer; readonly random: Random };

/**
 * The request of the server's own desk for these deeds, or null when all of them are done already. Holds the desk until the transaction
 * ends. Takes as many as one request carries.
 */
export async function ownRequest(
  tx: WriteTx,
  deeds: readonly OwnDeed[],
  { signer, random, now }: OwnDesk & { readonly now: Instant },
): Promise<CommandsRequest | null> {
  await tx.lock([`desk:${OWN_DESK}`]);
  const fresh = (await notDone(tx, deeds)).slice(0, MAX_BATCH_ENVELOPES);
  if (fresh.length === 0) return null;
  await keepDesk(tx, signer, now);
  const { epoch, position } = await tx.db
    .selectFrom('feed_head')
    .select(['epoch', 'position'])
    .executeTakeFirstOrThrow();
  // A restored server goes on in a new stream: its acts after the backup are in no stream that it knows.
  const before = streamId(hashedId('own-stream', epoch));
  const found = await loadStream(tx, before);
  const begun = found?.deskId === OWN_DESK ? found : null;
  const stream = begun === null ? streamOf(OWN_DESK, before) : before;
  const state = begun ?? (await loadStream(tx, stream));
  const after = state === null ? await lastOfAnother(tx) : null;
  let last = { seq: state?.lastSeq ?? 0, hash: state?.lastHash ?? ZERO_HASH };
  const envelopes = fresh.map((deed) => {
    const args = JSON.stringify({ command: deed.args });
    const salt = Buffer.from(random.bytes(16)).toString('hex');
    const body: EnvelopeBody = {
      deskId: OWN_DESK,
      stream,
      seq: last.seq + 1,
      id: deed.id,
      ...(after !== null && last.seq === 0 ? { after } : {}),
      branch: deed.learned?.branch ?? null,
      channel: deed.learned?.channel ?? 'server',
      name: deed.name,
      version: deed.version,
      argsDigest: sha256(salt + args),
      staffId: null,
      occurred: { wall: now, mono: 0, bootId: 'server', offsetMs: 0, offsetAgeMs: 0, offsetErrorMs: 0 },
      stated: { at: Math.min(deed.at, now), source: deed.learned === undefined ? 'time' : 'system' },
      basis: { epoch, pos: position, rulesVersion: deed.learned?.rulesVersion ?? null },
      told: { decision: 'done', reasons: [], ...deed.told },
      prevHash: last.hash,
    };
    const text = JSON.stringify(body);
    last = { seq: body.seq, hash: sha256(text) };
    return { body: text, signature: signer.sign(text), args, salt } satisfies Envelope;
  });
  return { stream, ledgerSeq: last.seq, envelopes, policies: [] };
}

async function notDone(tx: ReadTx, deeds: readonly OwnDeed[]): Promise<OwnDeed[]> {
  const distinct = new Map(deeds.map((deed) => [deed.id, deed]));
  const done = await tx.db
    .selectFrom('envelope')
    .select('id')
    .where(tx.anyOf('id', distinct.keys()))
    .where('desk_id', '=', OWN_DESK)
    .execute();
  for (const { id } of done) distinct.delete(actId(id));
  return [...distinct.values()];
}

async function keepDesk(tx: WriteTx, { publicKey }: Signer, now: Instant): Promise<void> {
  const own = { id: OWN_DESK, name: 'Server', branch: '', publicKey, pepper: '' };
  await insertDesk(tx, { ...own, status: 'server', lastContactAt: null }, now);
}

/** The end of the stream that a new one replaces. */
async function lastOfAnother(tx: ReadTx): Promise<EnvelopeBody['after'] | null> {
  const row = await tx.db
    .selectFrom('desk_stream')
    .select(['stream', 'last_seq', 'last_hash'])
    .where('desk_id', '=', OWN_DESK)
    .where('last_seq', '>', 0)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { stream: streamId(row.stream), seq: row.last_seq, hash: row.last_hash };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
