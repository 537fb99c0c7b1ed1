// Proxies at the server: links of both accounts, and loans by a proxy without the right, reported once and never undone, the same in every order.

import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import { at } from './support/test-library.ts';
import type { TestDesk } from './support/test-desk.ts';

const told = { decision: 'done', reasons: [] };
const pair = { patronId: 'P0', proxyId: 'P1' };
const adds = (desk: TestDesk, time: number, until: number | null = null, more: Partial<typeof pair> = {}) =>
  desk.record('addProxy', { args: { ...pair, ...more, until, reason: '', by: 'desk' }, told }, { at: time });
const ends = (desk: TestDesk, link: string, time: number, more: Partial<typeof pair> = {}) =>
  desk.record('endProxy', { args: { ...pair, ...more, link, reason: 'has left', by: 'desk' }, told }, { at: time });
const heldAgainst = async (story: Story) =>
  (await ofCode(story, 'proxy-not-allowed')).filter(({ state }) => state === 'open').map((row) => row.at);
const loanOf = async ({ scene }: Story, item = 'X0') =>
  (await scene.rows('loan')).find(({ itemId }) => String(itemId) === item);
const linksOf = async ({ scene }: Story, id: string) =>
  (await scene.rows('patron')).find((row) => row.id === id)?.links;

describeStores('proxies', (use) => {
  test('are known to both accounts, with their end, whichever desk is heard first [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      const link = adds(story.a, at(10), at(20));
      const act = ends(story.b, link, at(11));
      for (const desk of order) await story.send(story[desk]);
      const known = {
        id: link,
        named: { since: at(10), until: at(20), by: 'desk' },
        ended: { act, at: at(11), by: 'desk' },
      };
      expect(await linksOf(story, 'P0')).toEqual([{ ...known, role: 'proxy', of: 'P1' }]);
      expect(await linksOf(story, 'P1')).toEqual([{ ...known, role: 'sponsor', of: 'P0' }]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('known by a loan alone have their link, whichever of the two is heard first [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      story.a.checkout('X0', 'stranger', { at: at(9), mintsPatron: 'card-of-stranger' });
      const link = adds(story.b, at(10), null, { proxyId: 'stranger' });
      for (const desk of order) await story.send(story[desk]);
      expect(await linksOf(story, 'stranger')).toMatchObject([{ id: link, role: 'sponsor', of: 'P0' }]);
      expect(await linksOf(story, 'P0')).toMatchObject([{ id: link, role: 'proxy', of: 'stranger' }]);
      expect((await ofCode(story, 'patron-purged')).filter(({ state }) => state === 'open')).toEqual([]);
    }
  });

  test('known by loans alone, and their sponsor too, are linked both ways, whichever is heard first [I24]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      story.a.checkout('X0', 'stranger', { at: at(9), mintsPatron: 'card-of-stranger' });
      story.a.checkout('X1', 'other', { at: at(9, 5), mintsPatron: 'card-of-other' });
      const link = adds(story.b, at(10), null, { patronId: 'other', proxyId: 'stranger' });
      ends(story.b, link, at(11), { patronId: 'other', proxyId: 'stranger' });
      for (const desk of order) await story.send(story[desk]);
      const known = [{ id: link, ended: { at: at(11) } }];
      expect(await linksOf(story, 'stranger')).toMatchObject(known);
      expect(await linksOf(story, 'other')).toMatchObject(known);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('that borrow within their time leave nothing behind but the loan, which names the proxy', async () => {
    const story = await openStory(await use());
    adds(story.a, at(10));
    story.a.checkout('X0', 'P0', { at: at(11), carriedBy: 'P1' });
    await story.send(story.a);
    expect(await loanOf(story)).toMatchObject({ patronId: 'P0', carriedBy: 'P1', state: 'open' });
    expect(await heldAgainst(story)).toEqual([]);
  });

  test('ended at another desk before they borrowed have an exception, in either order, and the loan stands [I22]', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      const link = adds(story.a, at(9, 30));
      await story.send(story.a);
      ends(story.b, link, at(10));
      story.a.checkout('X0', 'P0', { at: at(9, 45), carriedBy: 'P1' });
      story.a.checkout('X1', 'P0', { at: at(11), carriedBy: 'P1' });
      for (const desk of order) await story.send(story[desk]);
      expect(await heldAgainst(story)).toEqual([at(11)]);
      expect(await loanOf(story, 'X1')).toMatchObject({ patronId: 'P0', state: 'open' });
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('with a link that comes after their loan are not held to account for it, unless an end comes too', async () => {
    const story = await openStory(await use());
    story.b.checkout('X0', 'P0', { at: at(11), carriedBy: 'P1' });
    await story.send(story.b);
    expect(await heldAgainst(story)).toEqual([at(11)]);
    const link = adds(story.a, at(10));
    await story.send(story.a);
    expect(await heldAgainst(story)).toEqual([]);
    ends(story.c, link, at(10, 30));
    await story.send(story.c);
    expect(await heldAgainst(story)).toEqual([at(11)]);
  });

  test('lent to over a reason that staff set aside are nothing to tell', async () => {
    const story = await openStory(await use());
    const over = { overrides: ['PROXY_INVALID'], reasons: ['PROXY_INVALID'], staff: 'boss' };
    story.a.checkout('X0', 'P0', { at: at(11), carriedBy: 'P1', ...over });
    await story.send(story.a);
    const link = adds(story.a, at(12));
    ends(story.a, link, at(12, 30));
    await story.send(story.a);
    expect(await heldAgainst(story)).toEqual([]);
  });

  test('of an account that is joined with another are those of the one that stays, and nobody is their own', async () => {
    const story = await openStory(await use());
    const link = adds(story.a, at(10));
    adds(story.a, at(10, 1), null, { patronId: 'P1', proxyId: 'P2' });
    await story.send(story.a);
    const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told };
    story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    expect(await linksOf(story, 'P2')).toMatchObject([{ id: link, role: 'sponsor', of: 'P0' }]);
    expect(await linksOf(story, 'P0')).toMatchObject([{ id: link, role: 'proxy', of: 'P2' }]);
    // An act of before names the account that is gone.
    story.a.checkout('X0', 'P0', { at: at(11, 30), carriedBy: 'P1' });
    ends(story.a, link, at(11, 40));
    await story.send(story.a);
    expect(await heldAgainst(story)).toEqual([]);
    expect(await linksOf(story, 'P0')).toMatchObject([{ ended: { at: at(11, 40) } }]);
  });

  test('that turn out to be the sponsor have nothing against them, linked or not, whenever the two are joined', async () => {
    for (const isLinked of [true, false])
      for (const order of [
        ['a', 'b'],
        ['b', 'a'],
      ] as const) {
        const story = await openStory(await use());
        const link = isLinked ? adds(story.a, at(10)) : '';
        await story.send(story.a);
        story.a.checkout('X0', 'P0', { at: at(10, 30), carriedBy: 'P1' });
        const merge = { args: { from: 'P1', to: 'P0', reason: 'one person' }, told };
        story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
        for (const desk of order) await story.send(story[desk]);
        expect(await heldAgainst(story)).toEqual([]);
        expect(await linksOf(story, 'P0')).toBeUndefined();
        // From a desk that has not heard of it.
        if (isLinked) ends(story.c, link, at(10, 20));
        adds(story.c, at(11, 10));
        await story.send(story.c);
        expect(await heldAgainst(story)).toEqual([]);
        expect(await linksOf(story, 'P0')).toBeUndefined();
        expect(story.scene.faults).toEqual([]);
      }
  });

  test('are covered by the link of an account that they are joined with, and uncovered once by its end, in either order', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      const link = adds(story.a, at(10), null, { proxyId: 'P2' });
      await story.send(story.a);
      story.a.checkout('X0', 'P0', { at: at(10, 30), carriedBy: 'P1' });
      const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told };
      story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
      for (const desk of order) await story.send(story[desk]);
      expect(await heldAgainst(story)).toEqual([]);
      const sponsors = { args: { from: 'P0', to: 'P3', reason: 'one person' }, told };
      story.b.record('mergePatrons', sponsors, { at: at(11, 5), staff: 'boss' });
      await story.send(story.b);
      ends(story.c, link, at(10, 20), { proxyId: 'P2' });
      await story.send(story.c);
      expect(await heldAgainst(story)).toEqual([at(10, 30)]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('are covered by the link of the sponsor whom an account turns out to be', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const story = await openStory(await use());
      adds(story.a, at(10), null, { patronId: 'P3' });
      await story.send(story.a);
      story.a.checkout('X0', 'P0', { at: at(10, 30), carriedBy: 'P1' });
      const merge = { args: { from: 'P0', to: 'P3', reason: 'one person' }, told };
      story.b.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
      for (const desk of order) await story.send(story[desk]);
      expect(await heldAgainst(story)).toEqual([]);
      expect(story.scene.faults).toEqual([]);
    }
  });

  test('stay with an account that the library system tells anew', async () => {
    const story = await openStory(await use());
    adds(story.a, at(10));
    await story.send(story.a);
    const [row] = (await story.scene.rows('patron')).filter(({ id }) => id === 'P0');
    if (row === undefined) throw new Error('P0 is there');
    const { links: _, ...told0 } = row;
    await story.scene.writer.putRows('patron', [{ ...told0, email: 'new@example.invalid' }]);
    expect(await linksOf(story, 'P0')).toHaveLength(1);
  });
});
