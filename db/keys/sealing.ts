// Sealing to a server: X25519, HKDF-SHA-256 and AES-256-GCM. The key that is sealed to is the server's own Ed25519 key in its X25519 form, so
// that every desk that was ever enrolled has it. A sealed text has one key of its own, and each part of it one number: no nonce comes twice.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { assert } from '../../shared/core/assert.ts';
import type { Random } from '../../shared/core/ports.ts';

/** Seals parts to one server. */
export type Sealer = {
  /** The public half of this text's own key, X25519, 32 bytes in base64. Needed to open the text. */
  readonly key: string;
  /** Seals a part; `around` is not secret, and a part opens only with the same. Base64. */
  readonly seal: (text: string, index: number, around: string) => string;
};

/** The header of a part, beside its sealed bytes. */
export type Sealed = {
  readonly key: string;
  readonly index: number;
  readonly around: string;
  readonly sealed: string;
};

/** SPKI DER of an Ed25519 and of an X25519 key up to their 32 bytes, PKCS8 DER of an X25519 key up to its 32. */
const ED25519_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const X25519_HEAD = Buffer.from('302a300506032b656e032100', 'hex');
const X25519_SECRET_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const P = 2n ** 255n - 19n;
const PURPOSE = 'holdfast sealed file 1';

/** A sealer for one text to a server, by its public Ed25519 key in SPKI DER, base64. */
export function createSealer(serverKey: string, random: Random): Sealer {
  const to = publicKeyOf(montgomeryOf(ed25519Bytes(serverKey)));
  const secret = secretKeyOf(random.bytes(KEY_BYTES));
  const own = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(X25519_HEAD.length);
  const key = keyBetween(secret, to, own);
  return {
    key: own.toString('base64'),
    seal: (text, index, around) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(Buffer.from(around));
      const sealed = Buffer.concat([cipher.update(gzipSync(text)), cipher.final()]);
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64');
    },
  };
}

/** Opens a text sealed to the holder of an Ed25519 private key, PKCS8 DER. Null where it was not, was changed, or grows above `mostBytes`. */
export function openSealed(
  privateKey: Uint8Array,
  { key, index, around, sealed }: Sealed,
  mostBytes: number,
): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  const own = Buffer.from(key, 'base64');
  if (own.length !== KEY_BYTES || bytes.length < TAG_BYTES) return null;
  try {
    const secret = secretKeyOf(createHash('sha512').update(privateKey.slice(-KEY_BYTES)).digest().subarray(0, 32));
    const decipher = createDecipheriv('aes-256-gcm', keyBetween(secret, publicKeyOf(own), own), nonceOf(index));
    decipher.setAAD(Buffer.from(around)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
    return gunzipSync(text, { maxOutputLength: mostBytes }).toString('utf8');
  } catch {
    // Any failure means a wrong key or a changed text: take none of it.
    return null;
  }
}

/** The shared key of both sides, bound to the two public keys and to its purpose. */
function keyBetween(secret: KeyObject, other: KeyObject, own: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: secret, publicKey: other });
  return Buffer.from(hkdfSync('sha256', shared, own, PURPOSE, KEY_BYTES));
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, NONCE_BYTES - 4);
  return nonce;
}

function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([X25519_HEAD, bytes]), format: 'der', type: 'spki' });
}

function secretKeyOf(bytes: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([X25519_SECRET_HEAD, bytes]), format: 'der', type: 'pkcs8' });
}

function ed25519Bytes(serverKey: string): Buffer {
  const der = Buffer.from(serverKey, 'base64');
  const isKey =
    der.length === ED25519_HEAD.length + KEY_BYTES && der.subarray(0, ED25519_HEAD.length).equals(ED25519_HEAD);
  assert(isKey, () => 'the key of the server is no Ed25519 key');
  return der.subarray(ED25519_HEAD.length);
}

/** The u-coordinate of a point that is given by its y, as RFC 7748 maps them: u = (1 + y) / (1 - y). */
function montgomeryOf(point: Uint8Array): Buffer {
  const y = BigInt(`0x${Buffer.from(point).reverse().toString('hex')}`) & ((1n << 255n) - 1n);
  const u = modP((1n + y) * inverse(modP(1n - y)));
  return Buffer.from(u.toString(16).padStart(KEY_BYTES * 2, '0'), 'hex').reverse();
}

function modP(n: bigint): bigint {
  return ((n % P) + P) % P;
}

/** By Fermat: n^(p - 2). */
function inverse(n: bigint): bigint {
  let [result, base, exponent] = [1n, n, P - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = modP(result * base);
    base = modP(base * base);
  }
  return result;
}
