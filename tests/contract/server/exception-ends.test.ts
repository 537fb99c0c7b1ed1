// Exceptions end by the facts that they are about and by nothing else, under any ids of their patrons and items, and in
// either order of the act that raises one and the work of staff on it. [I24] [I33]

import { libraryId, patronId } from '../../../shared/core/ids.ts';
import { exceptionIdOf } from '../../../shared/circ/exception-id.ts';
import { provisionalItemId, provisionalPatronId } from '../../../shared/circ/recorded.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at, testItem, testPatron } from './support/test-library.ts';

const library = libraryId('test');
const unknownPatron = provisionalPatronId(library, 'card-new');
const unknownItem = provisionalItemId(library, 'barcode-new');
const realPatron = testPatron('real', { cards: [{ number: 'card-new', active: true, primary: true }] });
const realItem = testItem('real-item', { barcode: 'barcode-new' });

const statesOf = async (story: Story, code: string) =>
  (await ofCode(story, code)).map(({ state, patronId: patron, itemId: item }) => [state, patron, item]);

describeStores('an exception', (use) => {
  test('about credit is closed by giving back that payment, and explained where only another one is given back', async () => {
    for (const [given, end] of [
      ['own', 'closed-by-event'],
      ['other', 'explained'],
    ] as const) {
      const story = await openStory(await use());
      const { a, b, pay, payFee, addFee, refund, send } = story;
      const loan = a.checkout('X0', 'P0', { at: at(9), dueAt: at(10) });
      const back = a.checkin('X0', { at: at(10) });
      const payment = pay(a, loan, 25, at(11));
      addFee(b, { id: 'F', patron: 'P0' }, 10, at(11));
      const other = payFee(b, { id: 'F', patron: 'P0' }, 30, at(11, 1));
      await send(a, b);
      const raised = new Map((await ofCode(story, 'money-credited')).map(({ cause, state }) => [cause, state]));
      expect(raised).toEqual(
        new Map([
          [other, 'open'],
          [payment, 'open'],
        ]),
      );
      if (given === 'own') refund(a, payment, 25, at(12));
      else refund(a, other, 20, at(12));
      await send(a);
      // The item came back late after all: the payment covers something.
      if (given === 'other') {
        a.undo(back, { item: 'X0' }, { at: at(12, 1) });
        a.checkin('X0', { at: at(12, 2) });
        await send(a);
      }
      expect((await ofCode(story, 'money-credited')).find(({ cause }) => cause === payment)?.state).toBe(end);
    }
  });

  test('about a payment of a wrong clock is not closed by what comes in of anything', async () => {
    const story = await openStory(await use());
    const { scene, a, b, addFee } = story;
    scene.clock.set(at(12));
    addFee(a, { id: 'F', patron: 'P0' }, 100, at(15));
    await scene.send(a, a.request(0));
    expect(await statesOf(story, 'clock-suspect')).toEqual([['open', 'P0', null]]);
    b.checkin('X1', { at: at(16) });
    addFee(b, { id: 'G', patron: 'P0' }, 100, at(16, 10));
    scene.clock.set(at(17));
    await scene.send(b, b.request(0));
    expect(await statesOf(story, 'clock-suspect')).toEqual([['open', 'P0', null]]);
  });

  test('that was raised on a barcode which the library has by another id ends when that item comes back', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    await scene.writer.putRows('item', [realItem]);
    await scene.writer.putRows('patron', [testPatron('P0', { barred: true })]);
    a.checkout(unknownItem, 'P0', { at: at(10), mintsItem: 'barcode-new' });
    await send(a);
    expect(await statesOf(story, 'patron-blocked')).toEqual([['open', 'P0', 'real-item']]);
    b.checkin('X1', { at: at(11) });
    await send(b);
    expect(await statesOf(story, 'patron-blocked')).toEqual([['open', 'P0', 'real-item']]);
    b.checkin('real-item', { at: at(12) });
    await send(b);
    expect(await statesOf(story, 'patron-blocked')).toEqual([['closed-by-event', 'P0', 'real-item']]);
  });

  test('that was raised in the same breath in which two accounts became one is about the one that stays', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    await scene.writer.putRows('patron', [testPatron('P1', { barred: true })]);
    a.checkout('X0', 'P1', { at: at(10), staff: 'boss' });
    a.checkout('X1', unknownPatron, { at: at(10, 1), mintsPatron: 'card-new', staff: 'boss' });
    const merge = (from: string) => ({
      args: { from: patronId(from), to: patronId('P0'), reason: '' },
      told: { decision: 'done', reasons: [] },
    });
    a.record('mergePatrons', merge('P1'), { at: at(10, 2), staff: 'boss' });
    a.record('mergePatrons', merge(unknownPatron), { at: at(10, 3), staff: 'boss' });
    await send(a);
    expect(await statesOf(story, 'patron-blocked')).toEqual([['open', 'P0', 'X0']]);
    expect(await statesOf(story, 'patron-unknown')).toEqual([['closed-by-event', 'P0', 'X1']]);
  });

  test.each(['before', 'after'])(
    'that was ended %s its patron and its item were found stays ended, and no second one is open',
    async (when) => {
      const story = await openStory(await use());
      const { scene, a, b, pay, send } = story;
      pay(a, { loan: 'no such loan', patron: unknownPatron }, 500, at(9));
      a.checkout(unknownItem, 'P1', { at: at(9, 1), mintsItem: 'barcode-new' });
      a.checkout('X1', unknownPatron, { at: at(9, 2), mintsPatron: 'card-new' });
      b.checkout(unknownItem, 'P2', { at: at(9, 30), mintsItem: 'barcode-new' });
      await send(a, b);
      const open = [...(await ofCode(story, 'money-credited')), ...(await ofCode(story, 'lent-while-on-loan'))];
      expect(open.map(({ state }) => state)).toEqual(['open', 'open']);
      const end = async () => {
        b.resolve(
          open.map(({ id }) => id),
          { at: at(9, 40), note: 'seen to' },
        );
        await send(b);
      };
      const find = async () => {
        await scene.writer.putRows('patron', [realPatron]);
        await scene.writer.putRows('item', [realItem]);
      };
      if (when === 'before') await end();
      await find();
      if (when === 'after') {
        expect((await ofCode(story, 'money-credited')).filter(({ state }) => state === 'open')).toHaveLength(1);
        await end();
      }
      for (const code of ['money-credited', 'lent-while-on-loan']) {
        const rows = await ofCode(story, code);
        expect(rows.filter(({ state }) => state === 'open')).toEqual([]);
        const now = rows.find((row) => row.patronId === 'real' || row.itemId === 'real-item');
        expect(now).toMatchObject({ state: 'resolved', resolution: { note: 'seen to', at: at(9, 40) } });
      }
    },
  );

  test('that was ended before the act came which raises it is ended from the start', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    await scene.writer.putRows('patron', [testPatron('P0', { barred: true })]);
    const cause = a.checkout('X0', 'P0', { at: at(9) });
    b.resolve([exceptionIdOf('patron-blocked', { patron: patronId('P0') }, cause)], { at: at(9, 20) });
    await send(b, a);
    expect(await statesOf(story, 'patron-blocked')).toEqual([['resolved', 'P0', 'X0']]);
  });

  test('that is named twice in one breath is told of once, and ended', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(9) });
    b.checkout('X0', 'P1', { at: at(9, 30) });
    await send(a, b);
    const ids = (await ofCode(story, 'lent-while-on-loan')).flatMap(({ id }) => [id, id]);
    const args = { ids, note: 'asked' };
    a.record('workExceptions', { args, told: { decision: 'done', reasons: [] } }, { at: at(10), staff: 'boss' });
    a.resolve(ids, { at: at(10, 1) });
    await send(a);
    expect(await ofCode(story, 'lent-while-on-loan')).toMatchObject([{ state: 'resolved', work: [{ note: 'asked' }] }]);
    expect(scene.faults).toEqual([]);
  });
});
