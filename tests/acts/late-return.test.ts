// A late return where the rules ban: the block stands in the account at once, without a line as with one, with reason and end, goes with an undone
// return, and is lifted by staff who may.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { loanOut } from '../integration/electron/core/support/loan-out.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { testRules } from '../contract/server/support/test-library.ts';
import { rule } from '../support/small-library.ts';
import { whole, written } from '../support/written-rules.ts';
import { ruleSetVersion } from '../../shared/core/ids.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 2, 4, 16);
const ban = { rate: { flatDays: 0, daysPerUnit: 2, perUnits: 1, maxDays: 30 } };
const { groups, branches } = testRules();
const rules = written([rule('1', { criteria: {}, gives: { ...whole, ban } })], {
  version: ruleSetVersion('bans'),
  groups,
  branches,
});

const world = sharedWorld({
  at: START,
  items: 6,
  patrons: 3,
  fill: async (writer) => {
    await writer.activateRuleSet(rules, START - DAY);
  },
});
const first = sharedDesk(world);
const second = sharedDesk(world);
const card = 'card-P0';
const blocks = async (desk = first) => (await desk.now.ask('patron.view', { card })).blocks;
const lend = (item: string, desk = first) => desk.now.ask('circ.checkout', { patron: card, item });
const serverBlocks = async () =>
  (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'P0')?.blocks ?? [];

const done = { returned: '' };
beforeEach(async () => {
  for (const desk of [first, second]) await signIn(desk.now, 'supervisor');
});

test('stands in the account with reason and end, without a line, and the next loan says so', async () => {
  await lend('barcode-X0');
  await first.now.settled();
  world().clock.forward(17 * DAY);
  world().line.refuse('/v1/commands');
  const answer = await first.now.ask('circ.checkin', { item: 'barcode-X0' });
  done.returned = answer.commandId ?? '';
  const said = answer.reasons.find(({ code }) => code === 'BAN_SET');
  expect(said?.text).toMatch(/no borrowing until .*27/);
  expect(await blocks()).toMatchObject([
    {
      reason: expect.stringMatching('Returned late, by the loan rules: '),
      kinds: ['borrowing'],
      untilText: expect.stringMatching(/27/),
      isTheirs: false,
    },
  ]);
  expect((await lend('barcode-X1')).reasons).toMatchObject([
    { code: 'PATRON_RESTRICTED', text: expect.stringMatching(/came back late: no borrowing until .*27/) },
  ]);
});

test('is the same at the server and at the other desk', async () => {
  const here = await blocks();
  world().line.mend();
  await first.now.settled();
  expect(await serverBlocks()).toMatchObject([{ id: here[0]?.block, kind: 'BAN', origin: 'system' }]);
  await until('the other desk has it', async () => (await blocks(second)).length === 1);
  expect(await blocks(second)).toEqual(here);
});

test('goes with the return that is undone, at once and at the server', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('circ.undo', { commandId: done.returned, reason: 'the wrong book' });
  expect(await blocks()).toEqual([]);
  world().line.mend();
  await first.now.settled();
  expect(await serverBlocks()).toEqual([]);
  await until('the other desk has it not', async () => (await blocks(second)).length === 0);
});

test('is lifted by those who may, also before the server knows of it', async () => {
  world().line.refuse('/v1/commands');
  await first.now.ask('circ.checkin', { item: 'barcode-X0' });
  const [late] = await blocks();
  await first.now.ask('patron.unblock', { card, block: late?.block ?? '', reason: 'was ill' });
  expect(await blocks()).toEqual([]);
  world().line.mend();
  await first.now.settled();
  expect(await serverBlocks()).toEqual([]);
});

test('is none where the borrower said in time that it was back', async () => {
  await lend('barcode-X2');
  await first.now.ask('item.claimReturned', {
    barcode: 'barcode-X2',
    loanId: await loanOut(first.now, 'barcode-X2'),
    note: 'In the drop',
  });
  world().clock.forward(30 * DAY);
  const { reasons } = await first.now.ask('circ.checkin', { item: 'barcode-X2' });
  expect(reasons.map(({ code }) => code)).not.toContain('BAN_SET');
  await first.now.settled();
  expect(await serverBlocks()).toEqual([]);
});
