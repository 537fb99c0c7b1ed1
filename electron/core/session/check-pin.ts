// Checks a PIN against a verifier: HMAC(pepper, argon2id(PIN, salt)). Without the desk's pepper the verifier is useless.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PinHash } from '../../../db/keys/pin-hash.ts';
import type { StaffGrant } from '../../../shared/wire/staff-grants.ts';

/** Keys to check a PIN. */
export type PinKeys = { readonly pepper: Uint8Array; readonly hash: PinHash };

/** Whether the PIN is the one that the grant was made for. */
export async function isPinOf(
  grant: Pick<StaffGrant, 'salt' | 'verifier'>,
  pin: string,
  { pepper, hash }: PinKeys,
): Promise<boolean> {
  const hashed = await hash(pin, Buffer.from(grant.salt, 'hex'));
  const verifier = createHmac('sha256', pepper).update(hashed).digest();
  const wanted = Buffer.from(grant.verifier, 'hex');
  return verifier.length === wanted.length && timingSafeEqual(verifier, wanted);
}
