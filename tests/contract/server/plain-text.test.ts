// Text that no database keeps: acts that were recorded with it before desks refused it are taken in all the same.

import { describeStores } from './support/stores.ts';
import { ofCode, openStory } from './support/story.ts';
import { at } from './support/test-library.ts';

describeStores('acts with text that no database keeps', (use) => {
  test('count, with another sign in its place, and their answer is applied', async () => {
    const { scene, a, send } = await openStory(await use());
    a.record(
      'addFee',
      {
        args: { feeId: 'fee-1', patronId: 'P0', itemId: null, amountMinor: 100, charge: 'damage', note: 'torn\u0000' },
        told: { decision: 'done', reasons: [] },
      },
      { at: at(10) },
    );
    a.checkout('new', 'P0', { at: at(10, 1), mintsItem: 'half \ud83d' });
    await send(a);
    expect(await scene.rows('fee')).toMatchObject([{ id: 'fee-1', amountMinor: 100 }]);
    expect(await scene.rows('loan')).toMatchObject([{ itemId: 'new' }]);
    const barcodes = (await scene.rows('item')).map(({ barcode }) => barcode);
    expect(barcodes).toContain('half \ufffd');
  });

  test('that an older server held are taken in when they are released', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send, failing, release } = story;
    const id = a.record(
      'addFee',
      {
        args: { feeId: 'fee-1', patronId: 'P0', itemId: null, amountMinor: 100, charge: 'damage', note: '\udc00' },
        told: { decision: 'done', reasons: [] },
      },
      { at: at(10) },
    );
    failing.on = true;
    await send(a);
    failing.on = false;
    expect(await ofCode(story, 'server-fault')).toMatchObject([{ state: 'open', cause: id }]);
    release(b, { ids: [id] }, at(11));
    await send(b);
    expect(await scene.rows('fee')).toMatchObject([{ id: 'fee-1', amountMinor: 100 }]);
    expect(await ofCode(story, 'server-fault')).toMatchObject([{ state: 'resolved' }]);
  });
});
