// A text sealed to a server opens only with its key, and only unchanged.

import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { createSealer, openSealed } from '../../../../db/keys/sealing.ts';
import { makeSigner, newPrivateKey } from '../../../../db/keys/signing.ts';
import { testRandom } from '../../../contract/server/support/stores.ts';

const key = newPrivateKey(testRandom);
const { publicKey } = makeSigner(key);
const MOST = 10_000;

test('a sealed text opens with the key of the server, part by part', () => {
  const sealer = createSealer(publicKey, testRandom);
  const texts = ['{"card":"21310000004421"}', 'ñ'.repeat(900), ''];
  const parts = texts.map((text, index) => sealer.seal(text, index, 'head'));
  expect(parts.join('')).not.toContain(Buffer.from('21310000004421').toString('base64').slice(2, 14));
  const opened = parts.map((sealed, index) =>
    openSealed(key, { key: sealer.key, index, around: 'head', sealed }, MOST),
  );
  expect(opened).toEqual(texts);
});

test('it does not open with another key, at another place, beside another head, or when a byte was changed', () => {
  const sealer = createSealer(publicKey, testRandom);
  const sealed = { key: sealer.key, index: 1, around: 'head', sealed: sealer.seal('acts', 1, 'head') };
  expect(openSealed(key, sealed, MOST)).toBe('acts');
  expect(openSealed(newPrivateKey(testRandom), sealed, MOST)).toBeNull();
  expect(openSealed(key, { ...sealed, index: 2 }, MOST)).toBeNull();
  expect(openSealed(key, { ...sealed, around: 'Head' }, MOST)).toBeNull();
  expect(openSealed(key, { ...sealed, key: createSealer(publicKey, testRandom).key }, MOST)).toBeNull();
  expect(openSealed(key, { ...sealed, key: Buffer.alloc(32).toString('base64') }, MOST)).toBeNull();
  const bytes = Buffer.from(sealed.sealed, 'base64');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openSealed(key, { ...sealed, sealed: changed.toString('base64') }, MOST)).toBeNull();
  }
});

test('nothing opens that grows beyond what may be in it', () => {
  const sealer = createSealer(publicKey, testRandom);
  const sealed = sealer.seal('0'.repeat(MOST + 1), 0, '');
  expect(openSealed(key, { key: sealer.key, index: 0, around: '', sealed }, MOST)).toBeNull();
});

test('two files of the same acts have nothing in common', () => {
  const [one, other] = [createSealer(publicKey, testRandom), createSealer(publicKey, testRandom)];
  expect(one.key).not.toBe(other.key);
  expect(one.seal('acts', 0, '')).not.toBe(other.seal('acts', 0, ''));
});

// RFC 8032, section 7.1, test 1: its public key as X25519 must be that of its hashed secret, as RFC 7748 has them.
test('the key that is sealed to belongs to the secret that opens', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const known = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const signer = makeSigner(known);
  expect(Buffer.from(signer.publicKey, 'base64').subarray(12).toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
  const sealer = createSealer(signer.publicKey, testRandom);
  const sealed = { key: sealer.key, index: 0, around: '', sealed: sealer.seal('known', 0, '') };
  expect(openSealed(known, sealed, MOST)).toBe('known');
  const scalar = createHash('sha512').update(seed).digest().subarray(0, 32);
  const secret = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), scalar]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  expect(spki.subarray(12).toString('hex')).toBe('d85e07ec22b0ad881537c2f44d662d1a143cf830c57aca4305d85c7a90f6b62e');
});
