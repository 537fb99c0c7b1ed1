// Two servers on one database: one folds a loan anew while the other takes money for it. In both orders the debt and
// the credit are the same. [I15] [I16] [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { pausing, untilHeldBack } from './support/meanwhile.ts';
import { receiptsOf } from './support/scene.ts';
import { describePostgres, describeStores, type TestPlace } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import { at } from './support/test-library.ts';

/** A second server of the same library; an embedded one has no second. */
async function secondServer(place: TestPlace, { scene }: Story) {
  const store = scene.store.kind === 'postgres' ? await place.open(scene.clock) : scene.store;
  return createCommandRunner({ store, clock: scene.clock });
}

describeStores('money at two servers', (use) => {
  test.each(['P0', 'P1'])('taken from %s while the loan comes back late covers what is owed', async (payer) => {
    const place = await use();
    const story = await openStory(place);
    const { scene, a, b, c, pay, send } = story;
    const other = await secondServer(place, story);
    b.checkout('X4', 'P4', { at: at(9) });
    c.checkout('X3', 'P3', { at: at(9) });
    await send(b, c);
    for (let round = 0; round < 8; round += 1) {
      const item = `X${round % 3}`;
      const when = at(9) + round * 4 * 86_400_000;
      const loan = a.checkout(item, 'P0', { at: when, dueAt: when + 3_600_000 });
      await send(a);
      const [fromB, fromC] = [b.ledger.length, c.ledger.length];
      b.checkin(item, { at: when + 7_200_000 });
      pay(c, { loan, patron: payer }, 25, when + 7_300_000);
      scene.clock.set(when + 8_000_000);
      const requests = [b, c].map((desk) => desk.request(desk === b ? fromB : fromC));
      const [first, second] = round % 2 === 0 ? [b, c] : [c, b];
      const answers = await Promise.all([
        scene.send(first, requests[first === b ? 0 : 1]),
        other.run(requests[second === b ? 0 : 1] ?? second.request(), second.desk),
      ]);
      for (const answer of answers) expect(receiptsOf(answer)).toMatchObject([{ outcome: 'applied' }]);
      const fees = (await scene.rows('fee')).filter(({ loanId }) => String(loanId) === String(loan));
      expect(fees.map(({ amountMinor, paidMinor }) => [amountMinor, paidMinor])).toEqual([[25, 25]]);
      expect(await scene.rows('credit')).toEqual([]);
    }
    expect(scene.faults).toEqual([]);
  });
});

describePostgres('two charges under one fee id at two servers', (use) => {
  test.each(['first', 'second'])(
    'make one fee, charged to the first patron: the one that is folded %s',
    async (place) => {
      const story = await openStory(await use());
      const { scene, a, b, addFee, payFee } = story;
      const [earlier, later] = place === 'first' ? [a, b] : [b, a];
      addFee(earlier, { id: 'F', patron: 'P0' }, 100, at(15));
      payFee(earlier, { id: 'F', patron: 'P0' }, 60, at(15, 10));
      addFee(later, { id: 'F', patron: 'P1' }, 300, at(16));
      payFee(later, { id: 'F', patron: 'P1' }, 300, at(16, 10));
      scene.clock.set(at(18));
      const paused = pausing(scene.store);
      const one = createCommandRunner({ store: paused.store, clock: scene.clock }).run(a.request(), a.desk);
      await paused.reached;
      const other = createCommandRunner({ store: await scene.place.open(scene.clock), clock: scene.clock });
      const two = other.run(b.request(), b.desk);
      await untilHeldBack(scene.store, two);
      paused.release();
      await Promise.all([one, two]);
      const fees = await scene.rows('fee');
      expect(fees.map(({ id, patronId, amountMinor, paidMinor }) => [id, patronId, amountMinor, paidMinor])).toEqual([
        ['F', 'P0', 100, 60],
      ]);
      const credits = await scene.rows('credit');
      expect(credits.map(({ patronId, amountMinor }) => [patronId, amountMinor])).toEqual([['P1', 300]]);
    },
  );
});
