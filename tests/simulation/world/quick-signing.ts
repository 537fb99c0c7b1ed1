// Signatures of simulated desks and servers: an HMAC under their public key, which takes a tenth of the time of a real one. A changed text breaks it
// just as well; one seed in fifty uses real keys, to check that signatures cannot be forged.

import { createHmac } from 'node:crypto';
import { ED25519, makeSigner, type Signer, type Signing } from '../../../db/keys/signing.ts';

/** Every so many-th seed signs with real keys. */
const REAL_KEYS_EVERY = 50;

/** Signing for a seed. Both ways use the keys of the template. */
export function signingOf(seed: number): Signing {
  return seed % REAL_KEYS_EVERY === 0 ? ED25519 : quickSigning();
}

/** HMAC-SHA-256 in place of Ed25519. */
export function quickSigning(): Signing {
  const signers = new Map<string, Signer>();
  const sign = (publicKey: string, text: string) => createHmac('sha256', publicKey).update(text).digest('base64');
  return {
    signer: (privateKey) => {
      const name = Buffer.from(privateKey).toString('base64');
      const known = signers.get(name);
      if (known !== undefined) return known;
      const { publicKey } = makeSigner(privateKey);
      const made = { publicKey, sign: (text: string) => sign(publicKey, text) };
      signers.set(name, made);
      return made;
    },
    verifier: (publicKey) => (text, signature) => sign(publicKey, text) === signature,
  };
}
