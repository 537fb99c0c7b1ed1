// Rules and closings that come while another server folds a loan which they change: neither order of the two commits may leave the loan as it
// was. Two servers of one PostgreSQL; an embedded file has one writer. [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import type { Store } from '../../../server/store/store.ts';
import { branchId } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import { pausing, untilHeldBack } from './support/meanwhile.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describePostgres } from './support/stores.ts';
import { at, testPolicy, testRules } from './support/test-library.ts';

const policy: Policy = { ...testPolicy, overdue: { ...testPolicy.overdue, closedDays: 'skip-closed-ends' } };
const hash = hashPolicy(policy);
const calendar = { zone: 'UTC', weekly: null, yearly: [], exceptions: [] };
const snow = { from: '2026-01-06T00:00', to: '2026-01-07T00:00', name: 'Snow' };
const rules = testRules('rules-later', {
  branches: ['main', 'east'].map((id) => ({
    id: branchId(id),
    parent: null,
    calendar: { ...calendar, closures: [snow] },
  })),
});
const openRules = testRules('rules-open', {
  branches: ['main', 'east'].map((id) => ({ id: branchId(id), parent: null, calendar: { ...calendar, closures: [] } })),
});

/** Lends and takes back three days late, and writes something else while that is folded and not committed. */
async function meanwhile(scene: Scene, rulesVersion: string, write: (store: Store) => Promise<unknown>): Promise<void> {
  const desk = await scene.desk('A');
  desk.checkout('X0', 'P0', { at: at(9), dueAt: at(10), policyHash: hash, rulesVersion });
  desk.checkin('X0', { at: at(10) + 3 * DAY_MS });
  scene.clock.set(at(10) + 4 * DAY_MS);
  const paused = pausing(scene.store);
  const other = await scene.place.open(scene.clock);
  const lending = createCommandRunner({ store: paused.store, clock: scene.clock }).run(
    { ...desk.request(), policies: [{ hash, policy }] },
    desk.desk,
  );
  await paused.reached;
  const writing = write(other);
  await untilHeldBack(scene.store, writing);
  paused.release();
  await Promise.all([lending, writing]);
}

const fines = async (scene: Scene) => (await scene.rows('fee')).map(({ amountMinor }) => amountMinor);

describePostgres('the inputs of folds, written while another server folds', (use) => {
  test('rules that a loan names which is not committed yet', async () => {
    const scene = await openScene(await use(), { items: 1 });
    await meanwhile(scene, rules.version, (store) =>
      openLibraryWriter(store, scene.clock).activateRuleSet(rules, at(1)),
    );
    expect(await fines(scene)).toEqual([50]);
  });

  test('a closing of a day on which a loan is late that is not committed yet', async () => {
    const scene = await openScene(await use(), { items: 1 });
    await scene.writer.activateRuleSet(openRules, at(1));
    const day = Date.parse('2026-01-06T00:00:00Z');
    const closing = { branch: 'main', from: day, to: day + DAY_MS, reason: 'snow' };
    await meanwhile(scene, openRules.version, (store) => openLibraryWriter(store, scene.clock).closeBranch(closing));
    expect(await fines(scene)).toEqual([50]);
  });
});
