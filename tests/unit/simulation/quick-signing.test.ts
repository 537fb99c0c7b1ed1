// Quick signatures hold for their text and key alone, beside the same keys as the real ones.

import { ED25519, newPrivateKey } from '../../../db/keys/signing.ts';
import { quickSigning, signingOf } from '../../simulation/world/quick-signing.ts';
import { chanceOf } from '../../simulation/world/chance.ts';

test('a quick signature holds for its text and its key alone [I21]', () => {
  const signing = quickSigning();
  const [one, other] = [newPrivateKey(chanceOf('one')), newPrivateKey(chanceOf('other'))];
  const signer = signing.signer(one);
  expect(signer.publicKey).toBe(ED25519.signer(one).publicKey);
  const signature = signer.sign('a body');
  const holds = signing.verifier(signer.publicKey);
  expect(holds('a body', signature)).toBe(true);
  expect(holds('another body', signature)).toBe(false);
  expect(holds('a body', signing.signer(other).sign('a body'))).toBe(false);
  expect(holds('a body', 'nonsense')).toBe(false);
});

test('one seed in fifty signs with real keys', () => {
  const seeds = Array.from({ length: 2_000 }, (_, index) => index + 1);
  expect(seeds.filter((seed) => signingOf(seed) === ED25519)).toHaveLength(40);
});
