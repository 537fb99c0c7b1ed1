// Ed25519 keys and signatures over UTF-8 text, in base64. The desk's private key never leaves the key store in any other form.

import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { assert } from '../../shared/core/assert.ts';
import type { Random } from '../../shared/core/ports.ts';

/** Signs with one private key. */
export type Signer = {
  /** SPKI DER in base64. */
  readonly publicKey: string;
  sign(text: string): string;
};

/** Checks signatures of one public key. */
export type Verifier = (text: string, signature: string) => boolean;

/** How texts of desks and servers are signed. Everywhere but in a simulation it is Ed25519. */
export type Signing = {
  readonly signer: (privateKey: Uint8Array) => Signer;
  readonly verifier: (publicKey: string) => Verifier;
};

/** PKCS8 DER of an Ed25519 key up to its 32 secret bytes. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A new private key as PKCS8 DER, made of 32 random bytes. */
export function newPrivateKey(random: Random): Uint8Array {
  const secret = random.bytes(32);
  assert(secret.length === 32, () => 'a private key is made of 32 bytes');
  return Buffer.concat([pkcs8Head, secret]);
}

/** A signer for a private key in PKCS8 DER. */
export function makeSigner(privateKey: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** A verifier for a public key in SPKI DER, base64. A key or signature that is none is a signature that does not hold. */
export function makeVerifier(publicKey: string): Verifier {
  const key = readPublicKey(publicKey);
  return (text, signature) => {
    if (key === null) return false;
    const bytes = Buffer.from(signature, 'base64');
    // Decoding skips characters outside base64. Only one form of a signature is accepted, so that no bytes can be added to a stored act.
    if (bytes.toString('base64') !== signature) return false;
    try {
      return verify(null, Buffer.from(text), key, bytes);
    } catch {
      return false;
    }
  };
}

/** Ed25519, which every program signs with. */
export const ED25519: Signing = { signer: makeSigner, verifier: makeVerifier };

function readPublicKey(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
