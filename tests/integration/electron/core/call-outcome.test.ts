// A core that ended after it recorded: its ledger gives the result of a call whose answer was lost.

import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 3 });
const desk = sharedDesk(world, 'supervisor');

const outcomeOf = async (name: string, callId: string) => (await desk.now.ask('call.outcome', { callId, name })).answer;

describe('the outcome of a call, after the core was started again', () => {
  test('names the acts that it recorded, in words', async () => {
    const answer = await desk.now.call('item.recordUse', { barcode: 'barcode-X0', count: 2 }, 'call-recorded');
    expect(answer.ok).toBe(true);
    await desk.restart();
    expect(await outcomeOf('item.recordUse', 'call-recorded')).toMatchObject({
      ok: false,
      error: { code: 'HF-UI-080', recorded: [{ text: expect.stringContaining('·') }] },
    });
  });

  test('says for certain that nothing was recorded by a call that did not arrive', async () => {
    expect(await outcomeOf('circ.checkout', 'call-not-arrived')).toMatchObject({ error: { code: 'HF-UI-081' } });
  });

  test('says that it does not know where the ledger does not hold what a method changes', async () => {
    expect(await outcomeOf('role.change', 'call-not-arrived')).toMatchObject({ error: { code: 'HF-UI-005' } });
  });

  test('is kept apart for calls that wait at the same time', async () => {
    await signIn(desk.now, 'supervisor');
    await Promise.all([
      desk.now.call('item.recordUse', { barcode: 'barcode-X1', count: 1 }, 'call-first'),
      desk.now.call('patron.edit', { card: 'card-plain', email: 'other@example.org' }, 'call-second'),
    ]);
    const texts = await Promise.all([
      outcomeOf('item.recordUse', 'call-first'),
      outcomeOf('patron.edit', 'call-second'),
    ]);
    expect(texts.map((answer) => (answer.ok ? 0 : answer.error.recorded?.length))).toEqual([1, 1]);
  });
});
