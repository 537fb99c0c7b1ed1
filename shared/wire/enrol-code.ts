// The enrolment code as people read it aloud and type it: five groups of four characters without ambiguous ones. The first two groups are the
// secret, the last three the fingerprint of the server's key, so a desk knows whether the server that answers is the one that gave the code.

import { sha256Hex } from '../core/digest.ts';

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
/** Characters of the secret: 40 bits, for ten minutes and one use. */
export const ENROL_SECRET_LENGTH = 8;
/** Characters of the fingerprint: 60 bits. */
const FINGERPRINT_LENGTH = 12;

/** The parts of a code. */
export type EnrolCodeParts = { readonly secret: string; readonly fingerprint: string };

/** A secret out of random bytes, one for each character. */
export function enrolSecret(bytes: Uint8Array): string {
  return Array.from(bytes.slice(0, ENROL_SECRET_LENGTH), (byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** The fingerprint of a server key, given as SPKI DER in base64. */
export function keyFingerprint(serverKey: string): string {
  const hex = sha256Hex(serverKey);
  // 15 hex digits are the 60 bits that 12 characters of 5 bits hold.
  const bits = Array.from(hex.slice(0, 15), (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join(
    '',
  );
  return Array.from({ length: FINGERPRINT_LENGTH }, (_, index) =>
    ALPHABET.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)),
  ).join('');
}

/** The code as it is shown: `7K2M-9QXT-…`. */
export function formatEnrolCode({ secret, fingerprint }: EnrolCodeParts): string {
  return (secret + fingerprint).replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
}

/** Reads a code as typed: case, blanks and dashes do not matter, and look-alikes are replaced. Null when it is none. */
export function splitEnrolCode(typed: string): EnrolCodeParts | null {
  const plain = typed
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const isCode =
    plain.length === ENROL_SECRET_LENGTH + FINGERPRINT_LENGTH &&
    Array.from(plain).every((char) => ALPHABET.includes(char));
  return isCode ? { secret: plain.slice(0, ENROL_SECRET_LENGTH), fingerprint: plain.slice(ENROL_SECRET_LENGTH) } : null;
}
