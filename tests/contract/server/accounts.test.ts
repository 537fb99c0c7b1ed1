// Accounts are folded after items, from what these came to: what a late act changes on one loan reaches whoever paid for it. [I16] [I24]

import { describeStores } from './support/stores.ts';
import { openStory } from './support/story.ts';
import { at } from './support/test-library.ts';

describeStores('accounts', (use) => {
  test('a loan that was undone leaves no fee, and what was paid for it is credit beside what still covers another', async () => {
    const { scene, a, b, pay, send } = await openStory(await use());
    const gone = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
    const kept = a.checkout('X1', 'P0', { at: at(9, 1), dueAt: at(10) });
    a.checkin('X1', { at: at(12) });
    a.checkin('X0', { at: at(12, 1) });
    await send(a);
    const fines = new Map((await scene.rows('fee')).map((fee) => [String(fee.loanId), fee.amountMinor]));
    const [ofGone = 0, ofKept = 0] = [fines.get(gone), fines.get(kept)];
    expect(Math.min(ofGone, ofKept)).toBeGreaterThan(0);
    pay(b, gone, ofGone, at(13));
    pay(b, kept, ofKept, at(13, 1));
    await send(b);
    expect(await scene.rows('credit')).toEqual([]);
    a.undo(gone, { item: 'X0', patron: 'P0' }, { at: at(14) });
    await send(a);
    expect((await scene.rows('fee')).map((fee) => [fee.loanId, fee.outstandingMinor])).toEqual([[kept, 0]]);
    expect(await scene.rows('credit')).toEqual([{ patronId: 'P0', amountMinor: ofGone }]);
  });
});
