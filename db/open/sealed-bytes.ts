// Bytes encrypted and sealed for a file of their own (AES-256-GCM): a nonce, a tag, and the text. Changed bytes do not open.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FileKey } from './file-key.ts';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** A key for one purpose, out of another. */
export function derivedKey(key: FileKey, purpose: string): FileKey {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, 32));
}

/** The sealed form of some bytes. */
export function sealBytes(key: FileKey, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const text = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...text]);
}

/** The bytes that were sealed; null when they were changed, or sealed with another key. */
export function openBytes(key: FileKey, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE + TAG) return null;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    return null;
  }
}
