// Short-lived tokens of desks. A desk signs a challenge with its key; the token is kept only as a digest.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ED25519, type Signing } from '../../db/keys/signing.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { Store, WriteTx } from '../store/store.ts';
import { serverKey } from './server-identity.ts';

export const TOKEN_MS = 15 * MINUTE_MS;
const CHALLENGE_MS = 2 * MINUTE_MS;

export type DeskToken = { readonly token: string; readonly expiresAt: Instant };

/** A desk that proved itself. */
export type KnownDesk = {
  readonly id: string;
  readonly name: string;
  readonly branch: string;
  readonly publicKey: string;
  readonly scopes: string | null;
  readonly pepper: string;
  readonly isRevoked: boolean;
  /** It hands in its acts, and waits for an administrator to admit it again. */
  readonly isReturning: boolean;
};

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/**
 * A challenge to sign. It carries its own proof that this library made it, so that it is not stored: any server process of the library takes the answer,
 * and a flood of requests causes no writes and takes nothing away from the desks.
 */
export async function issueChallenge({ store, clock, random }: Parts, deskId: string): Promise<string> {
  const [expires, nonce] = [(clock.now() + CHALLENGE_MS).toString(36), token(random)];
  return `${expires}.${nonce}.${await challengeMac({ store, random }, `${expires}.${nonce}`, deskId)}`;
}

/** When a challenge that this library made for a desk expires; null for any other text. */
async function expiryOf(
  parts: Pick<Parts, 'store' | 'random'>,
  { challenge, deskId }: { readonly challenge: string; readonly deskId: string },
): Promise<Instant | null> {
  const [, text = '', expires = '', mac = ''] = /^(([0-9a-z]{1,10})\.[\w-]{43})\.([\w-]{43})$/.exec(challenge) ?? [];
  if (text === '') return null;
  const [given, wanted] = [Buffer.from(mac), Buffer.from(await challengeMac(parts, text, deskId))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? Number.parseInt(expires, 36) : null;
}

async function challengeMac(parts: Pick<Parts, 'store' | 'random'>, text: string, deskId: string): Promise<string> {
  const key = await challengeKey(parts);
  return createHmac('sha256', key).update(`${text}\n${deskId}`).digest('base64url');
}

/** Made of the key of the library, which every server process on its database has. It stays while the store is open. */
function challengeKey({ store, random }: Pick<Parts, 'store' | 'random'>): Promise<Buffer> {
  const known = CHALLENGE_KEYS.get(store);
  if (known !== undefined) return known;
  const made = serverKey(store, random).then((key) => createHmac('sha256', key).update('challenges').digest());
  made.catch(() => CHALLENGE_KEYS.delete(store));
  CHALLENGE_KEYS.set(store, made);
  return made;
}

const CHALLENGE_KEYS = new WeakMap<Store, Promise<Buffer>>();

/** A token for a signed challenge, which is used up. Throws HF-AUTH-003 when the signature does not prove the desk. */
export async function answerChallenge(
  { store, clock, random, signing = ED25519 }: Parts & { readonly signing?: Signing },
  answer: { readonly deskId: string; readonly challenge: string; readonly signature: string },
): Promise<DeskToken> {
  const now = clock.now();
  const expires = await expiryOf({ store, random }, answer);
  // Twice the time: clocks of several servers differ.
  if (expires === null || expires <= now || expires > now + 2 * CHALLENGE_MS) throw new HoldfastError('HF-AUTH-003');
  const desk = await store.read((tx) =>
    tx.db.selectFrom('desk').select('public_key').where('id', '=', answer.deskId).executeTakeFirst(),
  );
  if (desk === undefined || !signing.verifier(desk.public_key)(answer.challenge, answer.signature))
    throw new HoldfastError('HF-AUTH-003');
  const issued = await store.write(async (tx) => {
    await tx.db
      .deleteFrom('desk_challenge')
      .where('expires_at', '<=', now - CHALLENGE_MS)
      .execute();
    await tx.db.deleteFrom('desk_token').where('expires_at', '<=', now).execute();
    const used = await tx.db
      .insertInto('desk_challenge')
      .values({ challenge: answer.challenge, desk_id: answer.deskId, expires_at: expires })
      .onConflict((conflict) => conflict.doNothing())
      .returning('challenge')
      .executeTakeFirst();
    return used === undefined ? null : issueToken(tx, { deskId: answer.deskId, now, random });
  });
  if (issued === null) throw new HoldfastError('HF-AUTH-003');
  return issued;
}

/** A new token, in a transaction of the caller. */
export async function issueToken(
  tx: WriteTx,
  { deskId, now, random }: { readonly deskId: string; readonly now: Instant; readonly random: Random },
): Promise<DeskToken> {
  const issued = { token: token(random), expiresAt: now + TOKEN_MS };
  await tx.db
    .insertInto('desk_token')
    .values({ hash: digestOf(issued.token), desk_id: deskId, expires_at: issued.expiresAt })
    .execute();
  return issued;
}

/** The desk of a token. Throws HF-AUTH-001 when it is not known or has expired. */
export async function deskOfToken({ store, clock }: Pick<Parts, 'store' | 'clock'>, text: string): Promise<KnownDesk> {
  const now = clock.now();
  const row = await store.read((tx) =>
    tx.db
      .selectFrom('desk_token')
      .innerJoin('desk', 'desk.id', 'desk_token.desk_id')
      .select([
        'desk.id',
        'desk.name',
        'desk.branch',
        'desk.scopes',
        'desk.pepper',
        'desk.status',
        'desk.public_key as publicKey',
      ])
      .where('desk_token.hash', '=', digestOf(text))
      .where('desk_token.expires_at', '>', now)
      // One that a clock far ahead had made would be good for years. Twice the time: clocks of several servers differ.
      .where('desk_token.expires_at', '<=', now + 2 * TOKEN_MS)
      .executeTakeFirst(),
  );
  if (row === undefined) throw new HoldfastError('HF-AUTH-001');
  const { status, ...desk } = row;
  return { ...desk, isRevoked: status === 'revoked', isReturning: status === 'returning' };
}

/** Lets only a desk go on that the library serves. Throws HF-AUTH-002 for one that is revoked, HF-AUTH-032 for one that is not admitted yet. */
export function assertServed({ isRevoked, isReturning }: KnownDesk): void {
  if (isRevoked) throw new HoldfastError('HF-AUTH-002');
  if (isReturning) throw new HoldfastError('HF-AUTH-032');
}

function token(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
