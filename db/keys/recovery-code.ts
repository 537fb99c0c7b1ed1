// The code on paper that opens a recovery kit: 32 secret bytes and a check of two, in groups of five signs that cannot
// be mistaken for one another.

import { createHash } from 'node:crypto';
import { newPrivateKey } from './signing.ts';
import type { Random } from '../../shared/core/ports.ts';

/** Crockford's base 32: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 32;
const CHECK_BYTES = 2;
const GROUP = 5;

/** A new kit: the private key, PKCS8 DER, which is kept nowhere but in the code. */
export function newRecoveryKey(random: Random): Uint8Array {
  return newPrivateKey(random);
}

/** The key as a person writes it: eleven groups. */
export function recoveryCode(privateKey: Uint8Array): string {
  const secret = privateKey.slice(-SECRET_BYTES);
  const bits = bitsOf(Buffer.concat([secret, checkOf(secret)]), 8);
  const signs = piecesOf(bits, 5).map((five) => SIGNS.charAt(Number.parseInt(five.padEnd(5, '0'), 2)));
  return piecesOf(signs.join(''), GROUP).join('-');
}

/** The key of a code, however it was typed: small letters, spaces, O for 0, I and L for 1. Null where a sign is wrong or missing. */
export function parseRecoveryCode(text: string): Uint8Array | null {
  const signs = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const values = piecesOf(signs, 1).map((sign) => SIGNS.indexOf(sign));
  if (values.length !== Math.ceil(((SECRET_BYTES + CHECK_BYTES) * 8) / 5) || values.includes(-1)) return null;
  const whole = piecesOf(bitsOf(values, 5), 8).filter((byte) => byte.length === 8);
  const bytes = Buffer.from(whole.map((byte) => Number.parseInt(byte, 2)));
  const secret = bytes.subarray(0, SECRET_BYTES);
  if (!bytes.subarray(SECRET_BYTES).equals(checkOf(secret))) return null;
  return newPrivateKey({ bytes: () => new Uint8Array(secret), fraction: () => 0 });
}

function bitsOf(values: Iterable<number>, width: number): string {
  return Array.from(values, (value) => value.toString(2).padStart(width, '0')).join('');
}

function piecesOf(text: string, length: number): readonly string[] {
  return text.match(new RegExp(`.{1,${length}}`, 'g')) ?? [];
}

function checkOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update('holdfast recovery 1').update(secret).digest().subarray(0, CHECK_BYTES);
}
