// Emergency closings that desks recorded without a line: each counts from its own moment, in any order of arrival and
// with any acts in between. [I24]

import { DAY_MS } from '../../../shared/core/instant.ts';
import { closedRules } from '../../../shared/rules/closed-window.ts';
import { calendarsOf } from '../../../shared/rules/edit-rules.ts';
import type { RuleSet } from '../../../shared/rules/model/rule-set.ts';
import { rulesInForce } from '../../../server/query/rules-in-force.ts';
import { describeStores } from './support/stores.ts';
import { openStory, type Story } from './support/story.ts';
import { receiptsOf } from './support/scene.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, day, testRules } from './support/test-library.ts';

const END_OF_DAY = DAY_MS - 1_000;
const endOf = (days: number) => day + days * DAY_MS + END_OF_DAY;
const FIRST = 'rules-1';
const dayOf = (days: number, reason: string) => ({
  branches: ['main'],
  from: day + days * DAY_MS,
  to: day + (days + 1) * DAY_MS,
  reason,
});

/** Records a closing; boss is a supervisor. */
const close = (desk: TestDesk, window: ReturnType<typeof dayOf>, time: number, staff = 'boss') =>
  desk.record(
    'closeBranch',
    { args: window, told: { decision: 'done', reasons: [], rulesVersion: FIRST, closings: [] } },
    { at: time, staff },
  );

const closuresOf = (rules: RuleSet) =>
  calendarsOf(rules, [])
    .filter(({ key }) => key === 'main')
    .flatMap(({ calendar }) => calendar.closures.map(({ name }) => name))
    .toSorted();
const closedNow = ({ scene }: Story, time: number) =>
  scene.store.read(async (tx) => closuresOf(await rulesInForce(tx, time)));

describeStores('closings that desks recorded', (use) => {
  test('end alike in every order of arrival, with loans, a renewal and a return between them', async () => {
    const ends: unknown[] = [];
    for (const order of ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']) {
      const story = await openStory(await use());
      const { scene, a, b, c } = story;
      const first = a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
      a.checkout('X1', 'P1', { at: at(9, 20), dueAt: endOf(0) });
      close(a, dayOf(2, 'snow'), at(10));
      close(b, dayOf(3, 'more snow'), at(11));
      b.checkout('X2', 'P2', { at: at(11, 10), dueAt: endOf(2) });
      // Of the other branch, which is open.
      c.checkout('X3', 'P3', { at: at(10, 30), dueAt: endOf(2) });
      c.renew('X0', first, 'P0', { at: at(12), dueAt: endOf(3) });
      scene.clock.set(day + 5 * DAY_MS);
      c.checkin('X1', { at: day + 4 * DAY_MS + 1 });
      const desks = { a, b, c };
      for (const name of order) await scene.send(desks[name as keyof typeof desks]);
      const loans = await scene.rows('loan');
      ends.push({
        loans: loans
          .map(({ itemId, dueAt, state }) => [itemId, dueAt, state])
          .toSorted((one, other) => String(one[0]).localeCompare(String(other[0]))),
        fees: (await scene.rows('fee')).map(({ kind, amountMinor }) => [kind, amountMinor]),
        closed: [await closedNow(story, at(10, 30)), await closedNow(story, at(23))],
      });
    }
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({
      loans: [
        ['X0', endOf(4), 'open'],
        ['X1', endOf(0), 'closed'],
        ['X2', endOf(4), 'open'],
        ['X3', endOf(2), 'open'],
      ],
      closed: [['snow'], ['more snow', 'snow']],
    });
  }, 240_000);

  test('one that comes late closes what was planned and what was edited since, and rules that a file brings stay closed', async () => {
    const story = await openStory(await use());
    const { scene, a } = story;
    close(a, dayOf(4, 'flood'), at(10));
    const file = (version: string) => testRules(version, {});
    scene.clock.set(at(11));
    await scene.writer.activateRuleSet(file('from a file'), at(11));
    await scene.writer.activateRuleSet(file('planned'), day + 3 * DAY_MS);
    scene.clock.set(at(12));
    await scene.send(a);
    expect(await closedNow(story, at(10, 30))).toEqual(['flood']);
    expect(await closedNow(story, at(12))).toEqual(['flood']);
    expect(await closedNow(story, day + 3 * DAY_MS)).toEqual(['flood']);
    // Known in time: the same.
    await scene.writer.activateRuleSet(file('another file'), day + 3 * DAY_MS + 1);
    expect(await closedNow(story, day + 3 * DAY_MS + 1)).toEqual(['flood']);
    // Over by then.
    await scene.writer.activateRuleSet(file('much later'), day + 9 * DAY_MS);
    expect(await closedNow(story, day + 9 * DAY_MS)).toEqual([]);
  });

  test('the rules by which the desk goes on are known here, also where others were in force by then', async () => {
    const story = await openStory(await use());
    const { scene, a } = story;
    scene.clock.set(at(9, 30));
    await scene.writer.activateRuleSet(testRules('that the desk lacks'), at(9, 30));
    close(a, dayOf(4, 'flood'), at(10));
    scene.clock.set(at(11));
    await scene.send(a);
    const closed = (await scene.rows('ruleSet')).filter((rules) => closuresOf(rules).includes('flood'));
    expect(new Set(closed.map(({ version }) => version))).toEqual(
      new Set(
        [FIRST, 'that the desk lacks'].map((version) => closedRules(testRules(version), dayOf(4, 'flood')).version),
      ),
    );
    const [activation] = (await scene.rows('ruleActivation')).filter((one) => one.closing !== undefined);
    expect(activation).toMatchObject({ at: at(10), closing: { reason: 'flood' } });
  });

  test('without the right it is rejected, and nothing is closed', async () => {
    const story = await openStory(await use());
    const { scene, a } = story;
    a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(2) });
    close(a, dayOf(2, 'a joke'), at(10), 'staff-student');
    const receipts = receiptsOf(await scene.send(a));
    expect(receipts.at(-1)).toMatchObject({ outcome: 'rejected', codes: ['staff-role-revoked'] });
    expect(await scene.rows('loan')).toMatchObject([{ dueAt: endOf(2) }]);
    expect(await closedNow(story, at(12))).toEqual([]);
  });
});
