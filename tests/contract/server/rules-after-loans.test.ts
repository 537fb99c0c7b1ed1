// Rules that come after loans under them, and a program that is killed on the way: the next call, or any server, finishes the work. [I18] [I24]

import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import type { Store } from '../../../server/store/store.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom, type TestPlace } from './support/stores.ts';
import { at, testPolicy, testRules } from './support/test-library.ts';

/** More than are folded in one transaction. */
const LOANS = 105;
const policy: Policy = { ...testPolicy, overdue: { ...testPolicy.overdue, closedDays: 'skip-closed-ends' } };
const hash = hashPolicy(policy);
/** Closed on the day after the loans are due. */
const rules = testRules('rules-later', {
  branches: ['main', 'east'].map((id) => ({
    id: branchId(id),
    parent: null,
    calendar: {
      zone: 'UTC',
      weekly: null,
      yearly: [],
      closures: [{ from: '2026-01-06T00:00', to: '2026-01-07T00:00', name: 'Snow' }],
      exceptions: [],
    },
  })),
});

/** A library whose desks lent and took back under rules that it does not have: each loan is three days late as far as it knows. */
async function openLent(place: TestPlace): Promise<Scene> {
  const scene = await openScene(place, { items: LOANS });
  await lend(scene, rules.version);
  return scene;
}

async function lend(scene: Scene, rulesVersion: string): Promise<void> {
  const desk = await scene.desk('A');
  for (let n = 0; n < LOANS; n += 1)
    desk.checkout(`X${n}`, 'P0', { at: at(9), dueAt: at(10), policyHash: hash, rulesVersion });
  for (let n = 0; n < LOANS; n += 1) desk.checkin(`X${n}`, { at: at(10) + 3 * DAY_MS });
  scene.clock.set(at(10) + 4 * DAY_MS);
  const { envelopes, ...request } = desk.request();
  for (let from = 0; from < envelopes.length; from += 70)
    await scene.send(desk, { ...request, envelopes: envelopes.slice(from, from + 70), policies: [{ hash, policy }] });
}

/** How many fees there are of each amount. */
async function fines(scene: Scene): Promise<Record<string, number>> {
  const fees = await scene.rows('fee');
  return Object.fromEntries([...Map.groupBy(fees, (fee) => fee.amountMinor)].map(([sum, of]) => [sum, of.length]));
}

/** The store as a program has it that is killed after so many of its transactions. */
function dyingAfter(writes: number, store: Store): Store {
  let left = writes;
  const write: Store['write'] = (work) => {
    if (left === 0) return Promise.reject(new Error('killed'));
    left -= 1;
    return store.write(work);
  };
  return { ...store, write };
}

async function serverOn({ place, clock }: Scene) {
  const store = await place.open(clock);
  const ownDesk = { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom };
  return createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk });
}

const headOf = ({ store }: Scene) =>
  store.read((tx) => tx.db.selectFrom('feed_head').select('position').executeTakeFirstOrThrow());

describeStores('rules that come after the loans under them', (use) => {
  test.each([
    { writes: 1, before: { 75: LOANS } },
    { writes: 2, before: { 50: 100, 75: LOANS - 100 } },
  ])(
    'are whole after a server looks, where the program died after $writes transactions',
    async ({ writes, before }) => {
      const scene = await openLent(await use());
      expect(await fines(scene)).toEqual({ 75: LOANS });
      const dying = openLibraryWriter(dyingAfter(writes, scene.store), scene.clock);
      await expect(dying.activateRuleSet(rules, at(1))).rejects.toThrow('killed');
      expect(await fines(scene)).toEqual(before);
      const schedule = await serverOn(scene);
      await schedule.look();
      expect(await fines(scene)).toEqual({ 50: LOANS });
      const head = await headOf(scene);
      await schedule.look();
      expect(await headOf(scene)).toEqual(head);
    },
  );

  test('are whole where two servers look at once, and after the same rules are put in force again', async () => {
    for (const way of ['servers', 'again'] as const) {
      const scene = await openLent(await use());
      const dying = openLibraryWriter(dyingAfter(1, scene.store), scene.clock);
      await expect(dying.activateRuleSet(rules, at(1))).rejects.toThrow('killed');
      if (way === 'again') await scene.writer.activateRuleSet(rules, at(1));
      else await Promise.all([serverOn(scene), serverOn(scene)].map(async (one) => (await one).look()));
      expect(await fines(scene)).toEqual({ 50: LOANS });
    }
  });

  test('are those of a closing too, that was lost with the newest of the library and is made once more', async () => {
    const closing = { branch: 'main', from: at(0) + 20 * DAY_MS, to: at(0) + 21 * DAY_MS, reason: 'flood' };
    const versions: string[] = [];
    for (const lent of [false, true]) {
      const scene = await openScene(await use(), { items: LOANS });
      await scene.writer.activateRuleSet(rules, at(1));
      const [version] = versions;
      if (lent && version !== undefined) await lend(scene, version);
      if (lent) expect(await fines(scene)).toEqual({ 75: LOANS });
      await scene.writer.closeBranch(closing);
      versions.push(
        ...(await scene.rows('ruleActivation')).flatMap((row) => (row.closing === undefined ? [] : row.version)),
      );
      if (lent) expect(await fines(scene)).toEqual({ 50: LOANS });
    }
    expect(new Set(versions).size).toBe(1);
  });
});
