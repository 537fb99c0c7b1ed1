// `circ.checkin` with an amnesty: late fees of returns are waived with their reason, by staff who may, with a line and without.

import { required } from '../../shared/core/assert.ts';
import { ledgerActs, serverRows } from '../integration/electron/core/support/both-ends.ts';
import { freshDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 4, patrons: 2 });
const desk = freshDesk(world, 'supervisor');
const overdue = async () => (await serverRows(world(), 'fee')).filter(({ kind }) => kind === 'overdue');

test('waives what lateness costs, and says so in both languages', async () => {
  world().line.refuse('/v1/commands');
  const { fees, other } = await desk.now.ask('circ.checkin', { item: 'barcode-late', amnesty: 'Amnesty week' });
  expect(fees).toMatchObject([{ kind: 'overdue', text: expect.stringMatching(/^Late fee of \$\d+\.\d\d waived$/) }]);
  expect(other?.said.fees).toMatchObject([{ text: expect.stringContaining('condonado') }]);
  world().line.mend();
  await desk.now.settled();
  expect(await overdue()).toMatchObject([{ outstandingMinor: 0, paidMinor: 0, itemId: 'late' }]);
  expect((await overdue())[0]?.waivedMinor).toBeGreaterThan(0);
});

test('an undo takes the waiver back with the check-in: the fee grows again, and the next check-in bills it', async () => {
  const card = 'card-lender';
  const owed = async () => (await desk.now.ask('fee.list', { patron: card })).fees.map((fee) => fee.outstandingMinor);
  const before = await owed();
  world().line.refuse('/v1/commands');
  const { commandId } = await desk.now.ask('circ.checkin', { item: 'barcode-late3', amnesty: 'Amnesty week' });
  expect(await owed()).not.toEqual(before);
  await desk.now.ask('circ.undo', { commandId: required(commandId, () => 'not recorded') });
  expect(await owed()).toEqual(before);
  await desk.now.ask('circ.checkin', { item: 'barcode-late3' });
  const left = await owed();
  world().line.mend();
  await desk.now.settled();
  expect(await owed()).toEqual(left);
  expect((await overdue()).find(({ itemId }) => itemId === 'late3')).toMatchObject({ waivedMinor: 0 });
  expect((await serverRows(world(), 'exception')).filter(({ itemId }) => itemId === 'late3')).toEqual([]);
});

test('waives nothing of what is not late, and is refused to a person who may not waive: then nothing is recorded', async () => {
  const before = ledgerActs(desk.now).length;
  await desk.now.ask('circ.checkin', { item: 'barcode-X0', amnesty: 'Amnesty week' });
  expect(ledgerActs(desk.now)).toHaveLength(before + 1);
  await signIn(desk.now, 'student');
  const asked = { item: 'barcode-late2', amnesty: 'Amnesty week' };
  expect(await desk.now.refusal('circ.checkin', asked)).toBe('HF-AUTH-024');
  expect(ledgerActs(desk.now)).toHaveLength(before + 1);
});
