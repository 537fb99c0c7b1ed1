// Short-lived tokens of desks. A desk signs a challenge with its key; the token is kept only as a digest.

import { createHash } from 'node:crypto';
import { ED25519, type Signing } from '../../db/keys/signing.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import type { ReadTx, Store, WriteTx } from '../store/store.ts';

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
  /** It hands in what it has, and waits for an administrator to admit it again. */
  readonly isReturning: boolean;
};

type Parts = { readonly store: Store; readonly clock: Clock; readonly random: Random };

/**
 * Something to sign. A desk that is not known gets one too, which proves nothing. Nobody who knows only the address makes the library write:
 * what desks hand in would wait for that.
 */
export async function issueChallenge({ store, clock, random }: Parts, deskId: string): Promise<string> {
  const challenge = token(random);
  if (!(await store.read((tx) => isKnown(tx, deskId)))) return challenge;
  const now = clock.now();
  await store.write(async (tx) => {
    await tx.db.deleteFrom('desk_challenge').where('expires_at', '<=', now).execute();
    await tx.db.deleteFrom('desk_token').where('expires_at', '<=', now).execute();
    await tx.db
      .insertInto('desk_challenge')
      .values({ challenge, desk_id: deskId, expires_at: now + CHALLENGE_MS })
      .execute();
  });
  return challenge;
}

async function isIssued(
  tx: ReadTx,
  { challenge, deskId }: { readonly challenge: string; readonly deskId: string },
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('desk_challenge')
    .select('challenge')
    .where('challenge', '=', challenge)
    .where('desk_id', '=', deskId)
    .executeTakeFirst();
  return row !== undefined;
}

async function isKnown(tx: ReadTx, deskId: string): Promise<boolean> {
  const desk = await tx.db.selectFrom('desk').select('id').where('id', '=', deskId).executeTakeFirst();
  return desk !== undefined;
}

/** A token for a signed challenge, which is used up. Throws HF-AUTH-003 when the signature does not prove the desk. */
export async function answerChallenge(
  { store, clock, random, signing = ED25519 }: Parts & { readonly signing?: Signing },
  answer: { readonly deskId: string; readonly challenge: string; readonly signature: string },
): Promise<DeskToken> {
  const now = clock.now();
  if (!(await store.read((tx) => isIssued(tx, answer)))) throw new HoldfastError('HF-AUTH-003');
  const issued = await store.write(async (tx) => {
    const row = await tx.db
      .deleteFrom('desk_challenge')
      .where('challenge', '=', answer.challenge)
      .where('desk_id', '=', answer.deskId)
      .returning('expires_at')
      .executeTakeFirst();
    const desk = await tx.db.selectFrom('desk').select('public_key').where('id', '=', answer.deskId).executeTakeFirst();
    const isProven =
      row !== undefined &&
      row.expires_at > now &&
      desk !== undefined &&
      signing.verifier(desk.public_key)(answer.challenge, answer.signature);
    return isProven ? issueToken(tx, { deskId: answer.deskId, now, random }) : null;
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
