// A PIN against a verifier: right only with its salt and with the pepper of this desk.

import { createHmac } from 'node:crypto';
import { isPinOf } from '../../../../../electron/core/session/check-pin.ts';
import { hashPin } from '../../../../../db/keys/pin-hash.ts';

const salt = new Uint8Array(16).fill(3);
const pepper = new Uint8Array(32).fill(5);
const keys = { pepper, hash: hashPin };

async function grantFor(pin: string, over: { salt?: string; verifier?: string } = {}) {
  const hash = await hashPin(pin, salt);
  const verifier = createHmac('sha256', pepper).update(hash).digest('hex');
  return { salt: Buffer.from(salt).toString('hex'), verifier, ...over };
}

test('the PIN that the grant was made for is right, and no other', async () => {
  const grant = await grantFor('271828');
  expect(await isPinOf(grant, '271828', keys)).toBe(true);
  for (const pin of ['271829', '27182', '2718280', ' 271828']) expect(await isPinOf(grant, pin, keys)).toBe(false);
});

test('without the pepper of this desk, with another salt or with half a verifier nothing is right', async () => {
  const grant = await grantFor('271828');
  expect(await isPinOf(grant, '271828', { ...keys, pepper: new Uint8Array(32) })).toBe(false);
  expect(await isPinOf({ ...grant, salt: '00'.repeat(16) }, '271828', keys)).toBe(false);
  expect(await isPinOf({ ...grant, verifier: grant.verifier.slice(0, 32) }, '271828', keys)).toBe(false);
  expect(await isPinOf({ ...grant, verifier: '' }, '271828', keys)).toBe(false);
});
