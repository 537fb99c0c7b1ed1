// Bans from late returns: they follow from the loans, in any order of the acts, and go when a return is undone.

import { decideCheckout } from '../../../shared/circ/decide/checkout.ts';
import { required } from '../../../shared/core/assert.ts';
import type { BanTerms } from '../../../shared/rules/model/policy/ban.ts';
import type { Lateness } from '../../../shared/rules/model/policy/overdue.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import { checkoutFacts, MONDAY } from '../../support/small-library.ts';
import { giving } from '../../support/written-rules.ts';
import { describeStores } from './support/stores.ts';
import { ofCode, openStory, type Story } from './support/story.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';
import type { TestPlace } from './support/stores.ts';

const DAY = 86_400_000;
const told = { decision: 'done', reasons: [] };

/** A policy that bans two days for each day late. */
function banning(cumulative: boolean, ladder: BanTerms['ladder'], lateness?: Lateness): Policy {
  const rules = giving({
    ban: { rate: { flatDays: 0, daysPerUnit: 2, perUnits: 1, maxDays: 30 }, cumulative, ladder },
  });
  const { terms } = decideCheckout(checkoutFacts({ rules }), { barcode: '3100', card: '2100', overrides: [] }, MONDAY);
  const { policy } = required(terms, () => 'it is lent');
  const given = required(policy.terms, () => 'it has terms');
  return lateness === undefined ? policy : { ...policy, terms: { ...given, overdue: { ...given.overdue, lateness } } };
}

const endOf = (days: number): number => at(0) + days * DAY + DAY - 1_000;

async function open(place: TestPlace, cumulative = false, ladder: BanTerms['ladder'] = [], lateness?: Lateness) {
  const story = await openStory(place);
  story.scene.clock.set(at(23, 59));
  const policy = banning(cumulative, ladder, lateness);
  const policyHash = hashPolicy(policy);
  await story.scene.writer.putRows('policy', [{ hash: policyHash, policy }]);
  /** Lent days ago, and due so many days before the tests' day. */
  const lend = (desk: TestDesk, item: string, lateDays: number, time = at(1)) =>
    desk.checkout(item, 'P0', { at: time - 4 * DAY, dueAt: at(0) - lateDays * DAY + DAY - 60_000, policyHash });
  return { story, lend, policyHash };
}

const bansOf = async ({ scene }: Story, id = 'P0') =>
  ((await scene.rows('patron')).find((row) => row.id === id)?.blocks ?? [])
    .filter(({ kind }) => kind === 'BAN')
    .map(({ id: ban, setAt, endsAt, origin }) => ({ ban, setAt, endsAt, origin }))
    .toSorted((a, b) => a.setAt - b.setAt);

describeStores('bans of late returns', (use) => {
  test('stand in the account with their end, and stop the patron from then on', async () => {
    const { story, lend } = await open(await use());
    const loan = lend(story.a, 'X0', 1);
    story.a.checkin('X0', { at: at(10) });
    await story.send(story.a);
    expect(await bansOf(story)).toEqual([{ ban: `ban:${loan}`, setAt: at(10), endsAt: endOf(2), origin: 'system' }]);
    story.b.checkout('X1', 'P0', { at: at(9, 30) });
    story.b.checkout('X2', 'P0', { at: at(10, 30) });
    await story.send(story.b);
    expect((await ofCode(story, 'patron-blocked')).map((one) => one.at)).toEqual([at(10, 30)]);
    expect(story.scene.faults).toEqual([]);
  });

  test('are none in time, and go with the return that is undone', async () => {
    const { story, lend } = await open(await use());
    lend(story.a, 'X0', 0);
    lend(story.a, 'X1', 1, at(2));
    story.a.checkin('X0', { at: at(9) });
    const returned = story.a.checkin('X1', { at: at(10) });
    await story.send(story.a);
    expect(await bansOf(story)).toHaveLength(1);
    story.a.undo(returned, { item: 'X1' }, { at: at(11) });
    await story.send(story.a);
    expect(await bansOf(story)).toEqual([]);
  });

  test('are of the return that was first, also where that is told last', async () => {
    const { story, lend } = await open(await use());
    const loan = lend(story.a, 'X0', 3, at(0) - 5 * DAY);
    story.scene.clock.set(at(1) - 5 * DAY);
    await story.send(story.a);
    story.scene.clock.set(at(23, 59));
    story.b.checkin('X0', { at: at(10) });
    await story.send(story.b);
    expect(await bansOf(story)).toMatchObject([{ endsAt: endOf(6) }]);
    story.a.checkin('X0', { at: at(10) - 2 * DAY });
    await story.send(story.a);
    expect(await bansOf(story)).toMatchObject([{ ban: `ban:${loan}`, endsAt: endOf(0) }]);
  });

  test('lengthen one another where the rules say so, in the order of the returns, in every order of arrival [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const { story, lend } = await open(await use(), true);
      lend(story.c, 'X0', 1);
      lend(story.c, 'X1', 2, at(2));
      await story.send(story.c);
      story.a.checkin('X0', { at: at(10) });
      story.b.checkin('X1', { at: at(11) });
      for (const desk of order) await story.send(story[desk]);
      ends.push((await bansOf(story)).map(({ endsAt }) => endsAt));
    }
    expect(ends).toEqual([
      [endOf(2), endOf(6)],
      [endOf(2), endOf(6)],
    ]);
  });

  test('are none of a loan that is due before it was lent, by a clock that was behind', async () => {
    const { story, policyHash } = await open(await use());
    story.a.checkout('X0', 'P0', { at: at(1), dueAt: at(0) - DAY, policyHash });
    story.a.checkin('X0', { at: at(10) });
    await story.send(story.a);
    expect(await bansOf(story)).toEqual([]);
  });

  test('that a person lifts stay lifted, whatever is told of the loan later', async () => {
    const { story, lend } = await open(await use());
    const loan = lend(story.a, 'X0', 2);
    story.a.checkin('X0', { at: at(10) });
    await story.send(story.a);
    const args = { patronId: 'P0', block: `ban:${loan}`, reason: 'was ill' };
    story.b.record('liftBlock', { args, told }, { at: at(11), staff: 'boss' });
    await story.send(story.b);
    expect(await bansOf(story)).toEqual([]);
    story.b.checkin('X0', { at: at(9, 30) });
    await story.send(story.b);
    expect(await bansOf(story)).toEqual([]);
  });

  test('that was lifted lengthens a later one no more, in every order of arrival [I24]', async () => {
    const ends: unknown[] = [];
    for (const order of [
      ['a', 'b', 'd'],
      ['b', 'a', 'd'],
      ['d', 'b', 'a'],
    ] as const) {
      const { story, lend } = await open(await use(), true);
      const loan = lend(story.c, 'X0', 1);
      lend(story.c, 'X1', 2, at(2));
      await story.send(story.c);
      story.a.checkin('X0', { at: at(10) });
      const d = await story.scene.desk('D');
      d.record(
        'liftBlock',
        { args: { patronId: 'P0', block: `ban:${loan}`, reason: 'was ill' }, told },
        { at: at(11), staff: 'boss' },
      );
      story.b.checkin('X1', { at: at(12) });
      const desks = { a: story.a, b: story.b, d };
      for (const name of order) await story.send(desks[name]);
      ends.push((await bansOf(story)).map(({ endsAt }) => endsAt));
    }
    expect(ends).toEqual([[endOf(4)], [endOf(4)], [endOf(4)]]);
  });

  test('count as offences, in the order of the returns, where the rules ask how often', async () => {
    for (const order of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const { story, lend } = await open(await use(), false, [
        { fromOffence: 2, flatDays: 10, daysPerUnit: 0, perUnits: 1, maxDays: null },
      ]);
      lend(story.c, 'X0', 1);
      lend(story.c, 'X1', 2, at(2));
      await story.send(story.c);
      story.a.checkin('X0', { at: at(10) });
      story.b.checkin('X1', { at: at(11) });
      for (const desk of order) await story.send(story[desk]);
      expect((await bansOf(story)).map(({ endsAt }) => endsAt)).toEqual([endOf(2), endOf(10)]);
      expect((await story.scene.rows('patron')).find(({ id }) => id === 'P0')).toMatchObject({ bansMade: 2 });
    }
  });

  test('of two accounts lengthen one another once they are one', async () => {
    const { story, lend, policyHash } = await open(await use(), true);
    lend(story.c, 'X0', 1);
    story.c.checkout('X1', 'P1', { at: at(2) - 4 * DAY, dueAt: at(0) - 2 * DAY + DAY - 60_000, policyHash });
    await story.send(story.c);
    story.a.checkin('X0', { at: at(10) });
    story.a.checkin('X1', { at: at(11) });
    story.a.record('mergePatrons', { args: { from: 'P1', to: 'P0', reason: '' }, told }, { at: at(12), staff: 'boss' });
    await story.send(story.a);
    expect((await bansOf(story)).map(({ endsAt }) => endsAt)).toEqual([endOf(2), endOf(6)]);
  });

  test('count closed days alike whether the closing came before the return or after it [I24]', async () => {
    const ends: unknown[] = [];
    for (const isFirst of [true, false]) {
      const { story, lend } = await open(await use(), false, [], { in: 'days', closedTime: 'subtract-closed-dates' });
      const snow = { branch: 'main', from: at(0) - DAY, to: at(0), reason: 'snow' };
      lend(story.a, 'X0', 2, at(1) - 3 * DAY);
      await story.send(story.a);
      if (isFirst) await story.scene.writer.closeBranch(snow);
      story.b.checkin('X0', { at: at(10) });
      await story.send(story.b);
      if (!isFirst) await story.scene.writer.closeBranch(snow);
      ends.push((await bansOf(story)).map(({ endsAt }) => endsAt));
    }
    expect(ends).toEqual([[endOf(2)], [endOf(2)]]);
  });

  test('are lifted once: the lift of one that is gone changes no other ban', async () => {
    const { story, lend } = await open(await use(), true);
    const loan = lend(story.c, 'X0', 2);
    lend(story.c, 'X1', 1, at(2));
    await story.send(story.c);
    const lift = { args: { patronId: 'P0', block: `ban:${loan}`, reason: 'was ill' }, told };
    story.a.checkin('X0', { at: at(9) });
    story.a.record('liftBlock', lift, { at: at(9, 30), staff: 'boss' });
    story.b.checkin('X1', { at: at(10) });
    const d = await story.scene.desk('D');
    d.record('liftBlock', lift, { at: at(11), staff: 'boss' });
    await story.send(story.a, story.b, d);
    expect((await bansOf(story)).map(({ endsAt }) => endsAt)).toEqual([endOf(2)]);
  });
});
