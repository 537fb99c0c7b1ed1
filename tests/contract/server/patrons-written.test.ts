// Accounts that desks make and write in: always under the id that was minted, field by field by effective time, joined where they are one person.

import { required } from '../../../shared/core/assert.ts';
import { libraryId, patronId } from '../../../shared/core/ids.ts';
import { provisionalPatronId } from '../../../shared/circ/recorded.ts';
import { receiptsOf } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const cards = [{ number: 'card-new', active: true, primary: true }];
const registers = (desk: TestDesk, id = 'minted') =>
  desk.registerPatron(
    id,
    { family: 'Okafor', given: 'Sade', group: 'staff', groupName: 'Staff', cards },
    { at: at(10) },
  );

const patron = async ({ scene }: Story, id: string) => (await scene.rows('patron')).find((row) => row.id === id);
const states = async (story: Story, code: string) => (await ofCode(story, code)).map(({ state }) => state);

/** Both orders in which the queues of two desks can come in. */
const orders = [
  ['a', 'b'],
  ['b', 'a'],
] as const;

describeStores('accounts', (use) => {
  test('are made under their minted id, and acts of the same request name them', async () => {
    const story = await openStory(await use());
    registers(story.a);
    story.a.checkout('X0', 'minted', { at: at(10, 1) });
    await story.send(story.a);
    expect(await patron(story, 'minted')).toMatchObject({
      name: { family: 'Okafor', given: 'Sade' },
      cards,
      group: 'staff',
      home: 'main',
      provisional: false,
    });
    expect(await story.scene.rows('loan')).toMatchObject([{ patronId: 'minted', state: 'open' }]);
    expect(await states(story, 'patron-unknown')).toEqual([]);
    expect(story.scene.faults).toEqual([]);
  });

  test('are written in field by field, the later by effective time, whatever order they come in [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      a.editPatron('P0', { email: 'first@example.org', phones: ['1'], family: 'Early' }, { at: at(10) });
      a.editPatron('P0', { given: 'Late' }, { at: at(12) });
      b.editPatron('P0', { email: 'second@example.org', given: 'Middle' }, { at: at(11) });
      for (const desk of order) await send(story[desk]);
      const row = required(await patron(story, 'P0'), () => 'P0');
      ends.push({ email: row.email, phones: row.phones, name: row.name });
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({
      email: 'second@example.org',
      phones: ['1'],
      name: { family: 'Early', given: 'Late' },
    });
  });

  test('are written in before they come, as after a restore that lost them: the same end, and nothing is left to do [I18] [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      const { a, b, send } = story;
      registers(a);
      b.editPatron('minted', { given: 'Sadé', email: 'late@example.org' }, { at: at(11) });
      const added = {
        patronId: 'minted',
        number: 'card-second',
        kind: 'barcode',
        issuer: null,
        expiresAt: null,
        primary: false,
        replaces: null,
        reason: '',
      };
      const told = { decision: 'done', reasons: [] };
      b.record('addCard', { args: added, told }, { at: at(11, 5) });
      const block = {
        patronId: 'minted',
        kinds: ['borrowing'],
        until: null,
        reason: 'See the head of desk',
        by: 'desk',
      };
      b.record('setBlock', { args: block, told }, { at: at(11, 10) });
      for (const desk of order) await send(story[desk]);
      const row = required(await patron(story, 'minted'), () => 'minted');
      ends.push({
        name: row.name,
        email: row.email,
        cards: row.cards.map(({ number }) => number).toSorted(),
        blocks: row.blocks.map(({ label }) => label),
      });
      expect(await states(story, 'patron-purged')).not.toContain('open');
      expect(story.scene.faults).toEqual([]);
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toMatchObject({
      name: { given: 'Sadé', family: 'Okafor' },
      email: 'late@example.org',
      cards: ['card-new', 'card-second'],
      blocks: ['See the head of desk'],
    });
  });

  test('take in who was only a card at another desk, whichever comes first [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders) {
      const story = await openStory(await use());
      registers(story.a);
      const card = provisionalPatronId(libraryId('test'), 'card-new');
      story.b.checkout('X0', card, { at: at(9, 30), mintsPatron: 'card-new' });
      for (const desk of order) await story.send(story[desk]);
      ends.push({
        loans: (await story.scene.rows('loan')).map(({ patronId, state }) => [patronId, state]),
        patrons: (await story.scene.rows('patron')).map(({ id }) => String(id)).filter((id) => !id.startsWith('P')),
        merged: await states(story, 'patron-merged'),
      });
      expect(await states(story, 'patron-unknown')).not.toContain('open');
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toEqual({ loans: [['minted', 'open']], patrons: ['minted'], merged: ['open'] });
  });

  test('are written in also where the same request minted them for a card that nobody knew', async () => {
    const story = await openStory(await use());
    const { a, send } = story;
    const card = provisionalPatronId(libraryId('test'), 'card-new');
    a.checkout('X0', card, { at: at(9, 30), mintsPatron: 'card-new' });
    a.editPatron(card, { email: 'new@example.org' }, { at: at(9, 31) });
    await send(a);
    expect((await patron(story, card))?.email).toBe('new@example.org');
    expect(await states(story, 'patron-purged')).toEqual([]);
  });

  test('for a card that another account has are both kept until a supervisor joins them, on the whole timeline', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    const number = 'card-P1';
    a.registerPatron('twin', { family: 'Twin', cards: [{ number, active: true, primary: true }] }, { at: at(10) });
    a.checkout('X0', 'twin', { at: at(10, 5) });
    b.checkout('X1', 'P1', { at: at(10, 10) });
    await send(a, b);
    expect(await states(story, 'patron-duplicate')).toEqual(['open']);
    expect(await patron(story, 'twin')).toBeDefined();
    const merge = { args: { from: 'twin', to: 'P1', reason: 'one person' }, told: { decision: 'done', reasons: [] } };
    b.record('mergePatrons', merge, { at: at(11) });
    const refused = receiptsOf(await scene.send(b, b.request(1)));
    expect(refused).toMatchObject([{ outcome: 'rejected', codes: ['staff-role-revoked'] }]);
    b.record('mergePatrons', merge, { at: at(11, 1), staff: 'boss' });
    await scene.send(b, b.request(2));
    expect((await scene.rows('loan')).map(({ patronId }) => patronId)).toEqual(['P1', 'P1']);
    expect(await patron(story, 'twin')).toBeUndefined();
    expect(await states(story, 'patron-duplicate')).toEqual(['closed-by-event']);
    // Later acts of the other desk under the removed account count for the one that stays.
    a.editPatron('twin', { email: 'twin@example.org' }, { at: at(11, 5) });
    a.checkout('X2', 'twin', { at: at(11, 6) });
    await send(a);
    expect((await patron(story, 'P1'))?.email).toBe('twin@example.org');
    expect((await scene.rows('loan')).map(({ patronId }) => patronId)).toEqual(['P1', 'P1', 'P1']);
    expect(scene.faults).toEqual([]);
  });

  test('are joined before they come, as after a restore that lost them: the same end [I18] [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of orders)
      for (const others of [{}, { to: 'other' }]) {
        const story = await openStory(await use());
        registers(story.a);
        if (others.to !== undefined)
          story.c.registerPatron(
            others.to,
            { family: 'Okafor', group: 'staff', cards: [{ number: 'card-other', active: true, primary: true }] },
            { at: at(10) },
          );
        const args = { from: patronId('minted'), to: patronId(others.to ?? 'P0'), reason: '' };
        story.b.record(
          'mergePatrons',
          { args, told: { decision: 'done', reasons: [] } },
          { at: at(11), staff: 'boss' },
        );
        story.a.checkout('X0', 'minted', { at: at(12) });
        for (const desk of [...order, 'c'] as const) await story.send(story[desk]);
        expect(await patron(story, 'minted')).toBeUndefined();
        const stays = required(await patron(story, String(args.to)), () => args.to);
        ends.push({ cards: stays.cards.map(({ number }) => number), merged: await states(story, 'patron-merged') });
        expect(await story.scene.rows('loan')).toMatchObject([{ patronId: args.to }]);
        expect(ends.at(-1)).toMatchObject({ cards: expect.arrayContaining(['card-new']) });
      }
    expect(ends.slice(2)).toEqual(ends.slice(0, 2));
  });

  test('of which an edit says an end are judged by it from its own time on [I22]', async () => {
    const story = await openStory(await use());
    const { a, b, send } = story;
    b.editPatron('P0', { expiresAt: at(11, 30) }, { at: at(11) });
    await send(b);
    a.checkout('X0', 'P0', { at: at(10) });
    a.checkout('X1', 'P0', { at: at(12) });
    await send(a);
    expect((await ofCode(story, 'patron-expired')).map(({ at: when }) => when)).toEqual([at(12)]);
  });

  test('written in by staff without the right are written, and it is told', async () => {
    const story = await openStory(await use());
    story.a.editPatron('P0', { email: 'new@example.org' }, { at: at(10), staff: 'nobody' });
    await story.send(story.a);
    expect((await patron(story, 'P0'))?.email).toBe('new@example.org');
    expect(await states(story, 'staff-role-revoked')).toEqual(['open']);
  });
});
