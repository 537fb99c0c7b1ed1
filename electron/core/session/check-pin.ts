// Checks a PIN against a verifier: HMAC(pepper, argon2id(PIN, salt)). Without the desk's pepper the verifier is useless.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { PIN_HASH, type StaffGrant } from '../../../shared/wire/staff-grants.ts';

/** Whether the PIN is the one that the grant was made for. Takes about 50 ms, on purpose. */
export async function isPinOf(
  grant: Pick<StaffGrant, 'salt' | 'verifier'>,
  pin: string,
  pepper: Uint8Array,
): Promise<boolean> {
  const hash = await argon2id({
    password: pin,
    salt: Buffer.from(grant.salt, 'hex'),
    memorySize: PIN_HASH.memoryKib,
    iterations: PIN_HASH.iterations,
    parallelism: PIN_HASH.parallelism,
    hashLength: PIN_HASH.hashLength,
    outputType: 'binary',
  });
  const verifier = createHmac('sha256', pepper).update(hash).digest();
  const wanted = Buffer.from(grant.verifier, 'hex');
  return verifier.length === wanted.length && timingSafeEqual(verifier, wanted);
}
