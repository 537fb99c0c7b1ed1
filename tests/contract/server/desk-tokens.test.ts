// Tokens of desks: the desks that may have one, and the cost of a request for the library.

import { answerChallenge, deskOfToken, issueChallenge } from '../../../server/desks/desk-tokens.ts';
import { serverKey } from '../../../server/desks/server-identity.ts';
import type { Store } from '../../../server/store/store.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';

/** A store that counts its writes. */
function counting(store: Store): { readonly store: Store; readonly writes: () => number } {
  let count = 0;
  const write: Store['write'] = (work) => {
    count += 1;
    return store.write(work);
  };
  return { store: { ...store, write }, writes: () => count };
}

describeStores('a token', (use) => {
  test('is for a desk that signs its challenge, once; a caller that knows only the address causes no writes', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const { store, writes } = counting(scene.store);
    const parts = { store, clock: scene.clock, random: testRandom };
    await serverKey(scene.store, testRandom);
    const ofNobody = await issueChallenge(parts, 'nobody');
    const answers = [
      { deskId: 'nobody', challenge: ofNobody, signature: desk.signer.sign(ofNobody) },
      { deskId: desk.desk, challenge: 'made up', signature: desk.signer.sign('made up') },
    ];
    for (const answer of answers)
      await expect(answerChallenge(parts, answer)).rejects.toMatchObject({ code: 'HF-AUTH-003' });
    expect(writes()).toBe(0);
    const challenge = await issueChallenge(parts, desk.desk);
    const answer = { deskId: desk.desk, challenge, signature: desk.signer.sign(challenge) };
    const { token } = await answerChallenge(parts, answer);
    expect(await deskOfToken(parts, token)).toMatchObject({ id: desk.desk, isRevoked: false });
    await expect(answerChallenge(parts, answer)).rejects.toMatchObject({ code: 'HF-AUTH-003' });
  });

  test('is given by any server process of the library, in its time, for the desk that was asked and no other', async () => {
    const place = await use();
    const scene = await openScene(place);
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const here = { store: scene.store, clock: scene.clock, random: testRandom };
    const there = { ...here, store: await place.open(scene.clock) };
    const challenge = await issueChallenge(here, a.desk);
    const answer = { deskId: a.desk, challenge, signature: a.signer.sign(challenge) };
    const wrong = [
      { ...answer, deskId: b.desk, signature: b.signer.sign(challenge) },
      { ...answer, signature: b.signer.sign(challenge) },
      { ...answer, challenge: `z${challenge}`, signature: a.signer.sign(`z${challenge}`) },
    ];
    for (const one of wrong) await expect(answerChallenge(there, one)).rejects.toMatchObject({ code: 'HF-AUTH-003' });
    const late = { ...there, clock: { ...scene.clock, now: () => scene.clock.at + 120_000 } };
    await expect(answerChallenge(late, answer)).rejects.toMatchObject({ code: 'HF-AUTH-003' });
    const { token } = await answerChallenge(there, answer);
    expect(await deskOfToken(here, token)).toMatchObject({ id: a.desk });
    await expect(answerChallenge(here, answer)).rejects.toMatchObject({ code: 'HF-AUTH-003' });
  });
});
