// Emergency closings that are taken back: dates that the closing alone had moved move back, dates promised since stay, and neither the order of
// arrival nor the desk that recorded it matters. [I24] [I25]

import { DAY_MS } from '../../../shared/core/instant.ts';
import { canonicalJson } from '../../../shared/core/canonical-json.ts';
import { activationOf } from '../../../shared/circ/place-closing.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import { calendarsOf } from '../../../shared/rules/edit-rules.ts';
import { closedRules } from '../../../shared/rules/closed-window.ts';
import { rulesInForce } from '../../../server/query/rules-in-force.ts';
import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import { receiptsOf } from './support/scene.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, day, testRules } from './support/test-library.ts';

const END_OF_DAY = DAY_MS - 1_000;
const endOf = (days: number) => day + days * DAY_MS + END_OF_DAY;
const hour = (days: number, hours: number) => day + days * DAY_MS + hours * 3_600_000;
const told = { decision: 'done', reasons: [], rulesVersion: 'rules-1', closings: [] };

type Window = { readonly from: number; readonly to: number; readonly reason: string };
const closed = (from: number, to: number, reason: string): Window => ({ from, to, reason });
const snow = closed(day + 2 * DAY_MS, day + 3 * DAY_MS, 'snow');

/** Records a closing; boss is a supervisor. Returns the activation that it becomes. */
const close = (desk: TestDesk, window: Window, time: number) =>
  activationOf(
    desk.record('closeBranch', { args: { branches: ['main'], ...window }, told }, { at: time, staff: 'boss' }),
  );
const lift = (desk: TestDesk, closing: string, time: number, staff = 'boss') =>
  desk.record('liftClosing', { args: { closing }, told }, { at: time, staff });

const closuresOf = (rules: RuleSet) =>
  calendarsOf(rules, [])
    .filter(({ key }) => key === 'main')
    .flatMap(({ calendar }) => calendar.closures.map(({ name }) => name));
const closedNow = ({ scene }: Story, time: number) =>
  scene.store.read(async (tx) => closuresOf(await rulesInForce(tx, time)));
const dues = async ({ scene }: Story) =>
  Object.fromEntries((await scene.rows('loan')).map(({ itemId, dueAt }) => [itemId, dueAt]));

describeStores('a closing that is taken back', (use) => {
  test('ends alike in every order of arrival, with what came before, between and after', async () => {
    const ends: unknown[] = [];
    for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
      const story = await openStory(await use());
      const { scene, a, b, c } = story;
      const renewed = a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
      a.checkout('X1', 'P1', { at: at(9, 20), dueAt: endOf(2) });
      const set = a.checkout('X2', 'P2', { at: at(9, 30), dueAt: endOf(7) });
      const closing = close(a, snow, at(10));
      // A person sets a date in it with knowledge of it, and another patron gets a date after it.
      a.changeDueDate('X2', set, 'P2', { at: at(10, 20), dueAt: endOf(2), staff: 'boss' });
      c.renew('X0', renewed, 'P0', { at: at(11), dueAt: endOf(3) });
      close(b, closed(day + 3 * DAY_MS, day + 4 * DAY_MS, 'more snow'), at(11, 30));
      b.checkout('X3', 'P3', { at: at(11, 40), dueAt: endOf(3) });
      lift(c, closing, at(12));
      c.checkout('X4', 'P4', { at: at(12, 10), dueAt: endOf(2), branch: 'main' });
      scene.clock.set(at(13));
      const desks = { a, b, c };
      for (const name of order) await scene.send(desks[name as keyof typeof desks]);
      ends.push({
        dues: await dues(story),
        closed: [
          await closedNow(story, at(10, 30)),
          await closedNow(story, at(11, 45)),
          await closedNow(story, at(13)),
        ],
        // Ids of acts differ from one story to the next; versions named by activations do not.
        versions: (await scene.rows('ruleActivation')).map(({ version }) => version).toSorted(),
      });
    }
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({
      // X0 got endOf(3) by the renewal, which the other closing moves on.
      dues: { X0: endOf(4), X1: endOf(2), X2: endOf(2), X3: endOf(4), X4: endOf(2) },
      closed: [['snow'], ['snow', 'more snow'], ['more snow']],
    });
  }, 240_000);

  test('while it lasts, ends it: what was due before stays moved, the rest moves back to when it opened', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
    a.checkout('X1', 'P1', { at: at(9, 20), dueAt: endOf(3) });
    a.checkout('X2', 'P2', { at: at(9, 30), dueAt: endOf(4) });
    const closing = close(a, closed(hour(2, 0), hour(5, 0), 'flood'), at(10));
    await send(a);
    expect(await dues(story)).toEqual({ X0: endOf(5), X1: endOf(5), X2: endOf(5) });
    lift(b, closing, hour(3, 15));
    await send(b);
    expect(await dues(story)).toEqual({ X0: endOf(3), X1: endOf(3), X2: endOf(4) });
    expect(await closedNow(story, hour(3, 16))).toEqual(['flood']);
    const before = canonicalJson(await scene.rows('loan'));
    // A second word of it, later, changes nothing.
    lift(a, closing, hour(4, 12));
    await send(a);
    expect(canonicalJson(await scene.rows('loan'))).toBe(before);
  });

  test('leaves no trace of itself where it had not begun: fines, shelf waits and days with hours of their own', async () => {
    const ends: unknown[] = [];
    for (const isClosed of [false, true]) {
      const story = await openStory(await use());
      const { scene, a, b, place, send } = story;
      place(a, 'H', 'P0', at(9, 30));
      a.checkout('X1', 'P1', { at: at(9, 40), dueAt: endOf(1) });
      const trapped = { ...told, route: 'hold-shelf', holdId: 'H', transitTo: null, holdUntil: endOf(2) };
      const args = { itemId: 'X0', barcode: 'barcode-X0', returnedAt: null, mintsItem: null };
      a.record('checkin', { args, told: trapped }, { at: at(9, 50) });
      if (isClosed) {
        const closing = close(a, snow, at(10));
        await send(a);
        expect(await scene.rows('hold')).toMatchObject([{ shelfUntil: endOf(3), shelfMovedFrom: endOf(2) }]);
        lift(b, closing, at(11));
        await send(b);
      } else await send(a);
      b.checkin('X1', { at: hour(4, 1) });
      scene.clock.set(hour(4, 2));
      await send(b);
      ends.push({
        holds: (await scene.rows('hold')).map((row) => canonicalJson(row)),
        loans: (await scene.rows('loan')).map(({ itemId, dueAt, movedFrom }) => ({ itemId, dueAt, movedFrom })),
        fees: (await scene.rows('fee')).map(({ kind, amountMinor }) => [kind, amountMinor]),
        rules: canonicalJson(await scene.store.read((tx) => rulesInForce(tx, at(12)))),
      });
    }
    expect(ends[1]).toEqual(ends[0]);
  });

  test('stays taken back in rules that come into force later, and in an edit that was made meanwhile', async () => {
    const story = await openStory(await use());
    const { scene, a, send } = story;
    const closing = close(a, closed(hour(4, 0), hour(5, 0), 'flood'), at(10));
    await send(a);
    scene.clock.set(at(11));
    const base = (await scene.store.read((tx) => rulesInForce(tx, at(11)))).version;
    const edit = { calendars: [], groups: [{ id: 'adult', joining: { feeMinor: 500 } }] };
    await scene.writer.editRules({
      base,
      by: 'boss',
      language: 'en',
      what: { kind: 'edit', edit, at: null, note: 'A fee' },
    });
    await scene.writer.activateRuleSet(testRules('planned'), day + 3 * DAY_MS);
    expect(await closedNow(story, at(12))).toEqual(['flood']);
    expect(await closedNow(story, hour(3, 1))).toEqual(['flood']);
    lift(a, closing, at(13));
    await send(a);
    expect(await closedNow(story, at(12))).toEqual(['flood']);
    expect(await closedNow(story, at(13, 1))).toEqual([]);
    expect(await closedNow(story, hour(3, 1))).toEqual([]);
  });

  test('the rules by which the desk goes on are known here, with the closings that it knew', async () => {
    const story = await openStory(await use());
    const { scene, a, b, send } = story;
    const closing = close(a, snow, at(10));
    await send(a);
    // This desk has neither the rules of noon nor a closing of another desk.
    scene.clock.set(at(12));
    await scene.writer.activateRuleSet(testRules('that the desk lacks'), at(12));
    close(b, closed(hour(6, 0), hour(7, 0), 'strike'), at(12, 30));
    await send(b);
    a.record(
      'liftClosing',
      { args: { closing }, told: { ...told, closings: [{ id: closing, to: snow.to }] } },
      { at: hour(2, 15), staff: 'boss' },
    );
    await send(a);
    const goesOnBy = closedRules(testRules('rules-1'), { ...snow, branches: ['main'], to: hour(2, 15) });
    expect((await scene.rows('ruleSet')).map(({ version }) => version)).toContain(goesOnBy.version);
  });

  test('without the right it is rejected, and the closing stands', async () => {
    const story = await openStory(await use());
    const { scene, a } = story;
    a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
    const closing = close(a, snow, at(10));
    lift(a, closing, at(11), 'staff-student');
    const receipts = receiptsOf(await scene.send(a));
    expect(receipts.at(-1)).toMatchObject({ outcome: 'rejected', codes: ['staff-role-revoked'] });
    expect(await dues(story)).toEqual({ X0: endOf(3) });
  });
});
