// Checks the cryptography that the desk's safety rests on against published vectors. Electron takes it from BoringSSL, Node from OpenSSL: either
// may lack or change an algorithm, which would go unnoticed until the first key is made.

import * as nodeCrypto from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { openBytes, sealBytes } from '../open/sealed-bytes.ts';
import { makeSigner, makeVerifier } from './signing.ts';

/** The parts of Node's module in use, so that a test can break one of them. */
export type Computing = Pick<
  typeof nodeCrypto,
  'createCipheriv' | 'createHash' | 'createHmac' | 'createPrivateKey' | 'createPublicKey' | 'diffieHellman' | 'hkdfSync'
>;

type Trial = { readonly what: string; readonly holds: (crypto: Computing) => boolean };

const hex = (text: string) => Buffer.from(text, 'hex');
const X25519_SECRET = '302e020100300506032b656e04220420';
const X25519_PUBLIC = '302a300506032b656e032100';
const ED25519_SECRET = '302e020100300506032b657004220420';

const trials: readonly Trial[] = [
  {
    what: 'SHA-256',
    holds: ({ createHash }) => createHash('sha256').update('abc').digest('hex').startsWith('ba7816bf8f01cfea414140de'),
  },
  {
    what: 'SHA-512',
    holds: ({ createHash }) => createHash('sha512').update('abc').digest('hex').startsWith('ddaf35a193617abacc417349'),
  },
  {
    // RFC 4231, case 2.
    what: 'HMAC-SHA-256',
    holds: ({ createHmac }) =>
      createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex').startsWith('5bdcc146bf60754e'),
  },
  {
    // RFC 5869, case 1.
    what: 'HKDF-SHA-256',
    holds: ({ hkdfSync }) => {
      const salt = hex('000102030405060708090a0b0c');
      const out = hkdfSync('sha256', Buffer.alloc(22, 0x0b), salt, hex('f0f1f2f3f4f5f6f7f8f9'), 42);
      return Buffer.from(out).toString('hex').startsWith('3cb25f25faacd57a90434f64d0362f2a');
    },
  },
  {
    // NIST, the 256-bit key of zeros over one block of zeros.
    what: 'AES-256-GCM',
    holds: ({ createCipheriv }) => {
      const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12));
      const text = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()]).toString('hex');
      const tag = cipher.getAuthTag().toString('hex');
      return text === 'cea7403d4d606b6e074ec5d3baf39d18' && tag === 'd0d1c8a799996bf0265b98b5d48ab919';
    },
  },
  {
    // RFC 7748, 6.1.
    what: 'X25519',
    holds: ({ createPrivateKey, createPublicKey, diffieHellman }) => {
      const secret = hex(`${X25519_SECRET}5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb`);
      const other = hex(`${X25519_PUBLIC}8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a`);
      const shared = diffieHellman({
        privateKey: createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }),
        publicKey: createPublicKey({ key: other, format: 'der', type: 'spki' }),
      });
      return shared.toString('hex') === '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
    },
  },
  {
    // RFC 8032, 7.1, case 1: the empty text.
    what: 'Ed25519',
    holds: () => {
      const secret = hex(`${ED25519_SECRET}9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60`);
      const signer = makeSigner(secret);
      const signature = signer.sign('');
      const isKnown = Buffer.from(signature, 'base64').toString('hex').startsWith('e5564300c360ac729086e2cc806e828a');
      const verify = makeVerifier(signer.publicKey);
      return isKnown && verify('', signature) && !verify('x', signature);
    },
  },
  {
    what: 'sealed files',
    holds: () => {
      const key = new Uint8Array(32).fill(7);
      const sealed = sealBytes(key, Buffer.from('sealed'));
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
      return openBytes(key, sealed)?.toString() === 'sealed' && openBytes(key, changed) === null;
    },
  },
];

/** Tries everything once, in a few milliseconds. Throws HF-DB-101 with the name of the failed test. */
export function testComputing(crypto: Computing = nodeCrypto): void {
  for (const { what, holds } of trials) {
    let cause: unknown;
    try {
      if (holds(crypto)) continue;
    } catch (error) {
      cause = error;
    }
    throw new HoldfastError('HF-DB-101', { what }, { cause });
  }
}
