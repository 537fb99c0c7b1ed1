// The desk's cryptography gives the published results, or the desk does not start.

import * as crypto from 'node:crypto';
import { testComputing, type Computing } from '../../../../db/keys/self-test.ts';

test('this Node passes', () => expect(() => testComputing()).not.toThrow());

const lacking = (): never => {
  throw new Error('unsupported');
};
test.each<[string, Partial<Computing>]>([
  ['SHA-256', { createHash: lacking }],
  ['HMAC-SHA-256', { createHmac: lacking }],
  ['HKDF-SHA-256', { hkdfSync: () => new ArrayBuffer(42) }],
  ['AES-256-GCM', { createCipheriv: lacking }],
  ['X25519', { diffieHellman: (() => Buffer.alloc(32)) as never }],
  ['X25519', { createPrivateKey: lacking }],
])('one that does not compute %s, or otherwise, is named by it', (what, broken) => {
  expect(() => testComputing({ ...crypto, ...broken })).toThrow(
    `This program does not compute ${what} as everybody else does`,
  );
});
