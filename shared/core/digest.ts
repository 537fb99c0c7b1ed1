// SHA-256 without a platform: ids made of other values must come out alike at the desk, on the server and in the simulator.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of UTF-8 text, 64 hex digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/**
 * An id made of values, in the shape of a UUID (version 8). Parts are framed by their length,
 * so that no two lists of parts meet in the same text.
 */
export function hashedId(...parts: readonly (string | number)[]): string {
  const framed = parts.map((part) => `${String(part).length}:${part}`).join('|');
  const hex = sha256Hex(framed);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
