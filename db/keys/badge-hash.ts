// Stored form of a staff badge: argon2id of the scanned text, under a salt of the library, so that the same badge is found at every desk. A desk keeps
// it under its own pepper besides. The badge itself is stored, sent and logged nowhere.

import { createHash, createHmac } from 'node:crypto';
import type { PinHash } from './pin-hash.ts';

/** The hash of a badge, hex. */
export async function badgeHash(
  badge: string,
  { library, hash }: { readonly library: string; readonly hash: PinHash },
): Promise<string> {
  const salt = createHash('sha256').update(`badge ${library}`).digest().subarray(0, 16);
  return Buffer.from(await hash(badge.trim(), salt)).toString('hex');
}

/** The same as one desk keeps it. */
export function badgeDigest(pepper: Uint8Array, hashed: string): string {
  return createHmac('sha256', pepper).update(Buffer.from(hashed, 'hex')).digest('hex');
}
