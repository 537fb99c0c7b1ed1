// `patron.block`, `patron.unblock`: named by their act, seen at once without a line, ended by those who may, and never those of the library system.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const first = sharedDesk(world);
const second = sharedDesk(world);
const card = 'card-P0';
const said = { card, until: null, reason: 'has a book of ours at home' };
const blocks = async (desk = first) => (await desk.now.ask('patron.view', { card })).blocks;
beforeEach(async () => {
  for (const desk of [first, second]) await signIn(desk.now, 'supervisor');
});

test('a block that is set without a line stops at once, with its reason, and says who set it', async () => {
  world().line.refuse('/v1/commands');
  const { commandId } = await first.now.ask('patron.block', { ...said, kinds: ['borrowing', 'holds'] });
  expect(await blocks()).toMatchObject([
    { block: commandId, kinds: ['borrowing', 'holds'], by: 'supervisor', untilText: null, isTheirs: false },
  ]);
  const refused = await first.now.ask('circ.checkout', { patron: card, item: 'barcode-X0' });
  expect(refused.reasons).toMatchObject([{ code: 'PATRON_RESTRICTED', text: expect.stringContaining(said.reason) }]);
});

test('two desks that block at once without a line set two, and one lifted leaves the other', async () => {
  const other = await second.now.ask('patron.block', { ...said, kinds: ['renewals'], until: '2099-12-31' });
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  await until('both desks have both', async () => (await blocks()).length === 2 && (await blocks(second)).length === 2);
  const [mine] = (await blocks()).filter(({ block }) => block !== other.commandId);
  await second.now.ask('patron.unblock', { card, block: mine?.block ?? '', reason: 'it is back' });
  expect(await blocks(second)).toMatchObject([{ block: other.commandId }]);
  await second.now.settled();
  await until('the first desk has it too', async () => (await blocks()).length === 1);
  const row = (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'P0');
  expect(row?.blocks).toMatchObject([{ id: other.commandId, blocks: ['RENEW'], by: 'supervisor' }]);
});

test('desk staff set blocks and do not lift them, students do neither', async () => {
  await signIn(first.now, 'desk');
  const { commandId: block } = await first.now.ask('patron.block', { ...said, kinds: ['borrowing'] });
  expect(await first.now.refusal('patron.unblock', { card, block, reason: 'none' })).toBe('HF-AUTH-024');
  await signIn(first.now, 'student');
  expect(await first.now.refusal('patron.block', { ...said, kinds: ['borrowing'] })).toBe('HF-AUTH-024');
});

test('one that has ended before it begins, is gone, or is of the library system, is refused with what to do', async () => {
  const day = { ...said, kinds: ['holds' as const], until: '2020-01-01' };
  expect(await first.now.refusal('patron.block', day)).toBe('HF-PATRON-132');
  expect(await first.now.refusal('patron.unblock', { card, block: 'none', reason: 'none' })).toBe('HF-PATRON-133');
  const row = (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'P1');
  if (row === undefined) throw new Error('P1 is there');
  const theirs = { id: 'b1', kind: 'STAFF_C', label: '', blocks: ['CIRC' as const], setAt: 0, endsAt: null };
  await world().writer.putRows('patron', [{ ...row, blocks: [{ ...theirs, origin: 'import' }] }]);
  const shown = async () => (await first.now.ask('patron.view', { card: 'card-P1' })).blocks;
  await until('the desk has it', async () => (await shown()).length === 1);
  expect(await shown()).toMatchObject([{ block: 'b1', isTheirs: true }]);
  const lift = { card: 'card-P1', block: 'b1', reason: 'none' };
  expect(await first.now.refusal('patron.unblock', lift)).toBe('HF-PATRON-134');
});
