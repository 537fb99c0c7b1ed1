// Equipment that stays out: a fine for each hour, also without a line, and after so many hours the bill for it, which goes by the rules when it comes
// back. The ladder is made of fields of the loan rule alone: `fine`, `maxFine` and `loss.aging`; a ban in place of the fine is in late-return.test.ts.

import { makeSigner, newPrivateKey } from '../../db/keys/signing.ts';
import { createCommandRunner } from '../../server/commands/command-runner.ts';
import { createSchedule } from '../../server/schedule/schedule.ts';
import { ruleSetVersion } from '../../shared/core/ids.ts';
import { testRandom } from '../contract/server/support/stores.ts';
import { testRules } from '../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { rule } from '../support/small-library.ts';
import { whole, written } from '../support/written-rules.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 4, 16);
const period = { n: 4, unit: 'hours' } as const;
const gives = {
  ...whole,
  duration: {
    name: 'Four hours',
    periods: { short: period, normal: period, extended: period },
    maxRenewals: 0,
    due: 'rolling',
  },
  fine: {
    name: 'A dollar an hour',
    lowMinor: 100,
    normalMinor: 100,
    highMinor: 100,
    per: { n: 1, unit: 'hours' },
    grace: { n: 0, unit: 'hours' },
  },
  maxFine: { name: 'Twenty dollars', amountMinor: 2_000, percentOfPrice: false },
  loss: { aging: { lostAfter: { n: 24, unit: 'hours' }, billAfter: null }, cost: 'price' },
} as const;
const { groups, branches } = testRules();
const rules = written([rule('1', { criteria: {}, gives })], { version: ruleSetVersion('ladder'), groups, branches });

const world = sharedWorld({
  at: START,
  items: 4,
  patrons: 3,
  fill: async (writer) => {
    await writer.activateRuleSet(rules, START - 24 * HOUR);
  },
});
const desk = sharedDesk(world);
const ownDesk = { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom };
const lend = (patron: string, item: string) => desk.now.ask('circ.checkout', { patron: `card-${patron}`, item });
const owed = async (patron: string) =>
  (await desk.now.ask('fee.list', { patron: `card-${patron}` })).fees.map(({ kind, outstandingMinor }) => [
    kind,
    outstandingMinor,
  ]);

beforeEach(() => signIn(desk.now, 'supervisor'));

test('each hour costs a dollar, which a desk without a line counts, and tells as it comes back', async () => {
  world().line.refuse('/v1/commands');
  expect(await lend('P0', 'barcode-X0')).toMatchObject({ decision: 'done' });
  world().clock.forward(7 * HOUR - 60_000);
  const back = await desk.now.ask('circ.checkin', { item: 'barcode-X0' });
  expect(back.fees).toMatchObject([{ kind: 'overdue', amountMinor: 300 }]);
  expect(await owed('P0')).toEqual([['overdue', 300]]);
  world().line.mend();
  await desk.now.settled();
  expect(await owed('P0')).toEqual([['overdue', 300]]);
});

test('a day after it was due it is billed, and what comes back then is off the bill', async () => {
  await lend('P1', 'barcode-X1');
  await desk.now.settled();
  world().clock.forward(29 * HOUR);
  await desk.now.ask('item.recordUse', { barcode: 'barcode-X3', count: 1 });
  await desk.now.settled();
  const { store } = world().served;
  const { clock } = world();
  await createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk }).look();
  await until('the desk has the bill', async () => (await owed('P1')).some(([kind]) => kind === 'lost'));
  expect(await owed('P1')).toContainEqual(['lost', 2_500]);
  world().line.refuse('/v1/commands');
  await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  expect((await owed('P1')).some(([kind]) => kind === 'lost')).toBe(false);
  world().line.mend();
  await desk.now.settled();
});
