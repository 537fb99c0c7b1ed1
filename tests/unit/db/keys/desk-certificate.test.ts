// The certificate by which a desk proves its key to a neighbor: a cut, changed or copied one proves nothing, and never throws.

import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { makeDeskCertificate, provenKey } from '../../../../db/keys/desk-certificate.ts';
import { ED25519, makeSigner } from '../../../../db/keys/signing.ts';

const signer = makeSigner(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }));
const made = new X509Certificate(makeDeskCertificate(signer).cert);
const MARK = Buffer.from('060d69d7c9e3b2f5a4cb9e8fd1b66d', 'hex');

test('proves the key of the desk that made it', () => {
  expect(provenKey(made, ED25519)).toBe(signer.publicKey);
});

test('proves nothing with the key of another connection', () => {
  const other = new X509Certificate(makeDeskCertificate(signer).cert);
  expect(provenKey({ raw: made.raw, publicKey: other.publicKey }, ED25519)).toBeNull();
});

test('proves nothing wherever the proof is cut off', () => {
  const at = made.raw.indexOf(MARK);
  expect(at).toBeGreaterThan(0);
  for (let end = at; end < at + MARK.length + 60; end += 1) {
    const cut = { raw: made.raw.subarray(0, end), publicKey: made.publicKey };
    expect(provenKey(cut, ED25519)).toBeNull();
  }
  for (const tail of ['04', '0482', '0481', '048201', '0483ffffff', '0480']) {
    const raw = Buffer.concat([MARK, Buffer.from(tail, 'hex')]);
    expect(provenKey({ raw, publicKey: made.publicKey }, ED25519)).toBeNull();
  }
});
