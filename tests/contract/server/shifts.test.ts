// Shifts as the server keeps them: folded once from their acts, also when acts are sent again or come in another
// stream.

import { shiftId } from '../../../shared/core/ids.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import { inspect } from '../../../server/query/inspect.ts';
import type { InspectedRow } from '../../../server/query/inspected-row.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { sayReport } from '../../../shared/reports/say-report.ts';
import { refusalAt } from '../../support/refusals.ts';
import { rowsOf, totalIn } from '../../unit/shared/reports/tables.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };
const cash = (takenMinor: number) => ({ method: 'cash', takenMinor, taken: 1, givenBackMinor: 0, givenBack: 0 });

function open(desk: TestDesk, shift: string, when: number): void {
  const args = { shiftId: shift, pieces: [] };
  const said = { ...told, serviceDay: '2026-01-05', startingCashMinor: 1_000 };
  desk.record('openShift', { args, told: said }, { at: when, shift });
}

function pay(desk: TestDesk, shift: string, when: number): void {
  const args = { patronId: 'P0', amountMinor: 700, method: 'cash', reference: null };
  desk.record('pay', { args, told: { ...told, lines: [], slipNumber: 4 } }, { at: when, shift });
}

function close(desk: TestDesk, shift: string, when: number): void {
  const args = { shiftId: shift, pieces: [], reason: 'short at noon' };
  const sums = { countedMinor: 1_600, second: null, expectedMinor: 1_700, money: [cash(700)], slips: null, people: [] };
  desk.record('closeShift', { args, told: { ...told, ...sums } }, { at: when, shift });
}

/** As it rides with an act. */
function turnedAway(shift: string | null, minutesAgo: number) {
  const { at: _at, desk: _desk, branch: _branch, ...refused } = refusalAt(0);
  return { ...refused, shiftId: shift === null ? null : shiftId(shift), agoMs: minutesAgo * MINUTE_MS };
}

async function shifts(scene: Scene, all = true): Promise<InspectedRow[]> {
  const rows: InspectedRow[] = [];
  for await (const row of inspect(scene.store, 'shifts', { all })) rows.push(row);
  return rows;
}

describeStores('shifts', (use) => {
  test('are open with what is in their drawer, and closed with what was told; sent again, nothing is counted twice', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    pay(desk, 'S', at(9));
    await scene.send(desk);
    await scene.send(desk);
    expect(await shifts(scene, false)).toMatchObject([
      { shiftId: 'S', state: 'open', expectedMinor: 1_700, money: [cash(700)], slips: { from: 4, to: 4 } },
    ]);
    close(desk, 'S', at(10));
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.at(-1)).toMatchObject({ outcome: 'applied' });
    expect(await shifts(scene, false)).toEqual([]);
    expect(await shifts(scene)).toMatchObject([
      { shiftId: 'S', state: 'closed', countedMinor: 1_600, overShortMinor: -100, reason: 'short at noon' },
    ]);
  });

  test('go on in another stream, and are listed in the order in which they began', async () => {
    const scene = await openScene(await use());
    const [first, second] = [await scene.desk('A'), await scene.desk('B')];
    open(second, 'later', at(9));
    await scene.send(second);
    open(first, 'sooner', at(8));
    await scene.send(first);
    const from = first.startStream();
    pay(first, 'sooner', at(11));
    close(first, 'sooner', at(12));
    await scene.send(first, first.request(from));
    expect(await shifts(scene)).toMatchObject([
      { shiftId: 'sooner', desk: first.desk, state: 'closed' },
      { shiftId: 'later', desk: second.desk, state: 'open' },
    ]);
  });

  test('a close that cannot be read is held, and the shift stays open', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    desk.record('closeShift', { args: { shiftId: 'S' }, told }, { at: at(9), shift: 'S' });
    const receipts = receiptsOf(await scene.send(desk));
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'held']);
    expect(await shifts(scene, false)).toMatchObject([{ shiftId: 'S', state: 'open' }]);
  });

  test('are reported with the acts that were made in them and no others', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkin('X1', { at: at(7) });
    open(desk, 'S', at(8));
    desk.checkout('X0', 'P0', { at: at(9), dueAt: at(12), shift: 'S' });
    close(desk, 'S', at(10));
    desk.checkin('X0', { at: at(11) });
    await scene.send(desk);
    const question = { from: at(0), to: at(20), now: at(20), madeBy: 'command-line', audience: 'internal' } as const;
    const document = await libraryReport(scene.store, 'shift', question);
    expect(rowsOf(document, 'shifts')).toHaveLength(1);
    expect(rowsOf(document, 'hours').map(({ checkouts, checkins }) => [checkouts, checkins])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
    expect((await libraryReport(scene.store, 'shift', { ...question, from: at(9) })).sections[0]?.rows).toEqual([]);
  });

  test('that are open are reported with a word of what only their desk knows', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    await scene.send(desk);
    const question = { from: at(0), to: at(20), now: at(20), madeBy: 'command-line', audience: 'internal' } as const;
    const said = async () => sayReport(await libraryReport(scene.store, 'shift', question), 'en').coverage.join('\n');
    expect(await said()).toContain('a shift that is still open');
    close(desk, 'S', at(10));
    await scene.send(desk);
    expect(await said()).not.toContain('a shift that is still open');
  });

  test('are reported beside what was done in none: its money as a row, what was lent and refused in words', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    pay(desk, 'S', at(9));
    desk.checkout('X1', 'P0', { at: at(9, 30), dueAt: at(12), shift: 'S' });
    close(desk, 'S', at(10));
    // It carries those who were turned away: one in the shift before, one after it.
    desk.checkout('X0', 'P0', { at: at(11), dueAt: at(12), refused: [turnedAway('S', 100), turnedAway(null, 10)] });
    const args = { patronId: 'P0', amountMinor: 250, method: 'card', reference: null };
    desk.record('pay', { args, told: { ...told, lines: [], slipNumber: 5 } }, { at: at(11, 30) });
    await scene.send(desk);
    const question = { from: at(0), to: at(20), now: at(20), madeBy: 'command-line', audience: 'internal' } as const;
    const document = await libraryReport(scene.store, 'shift', question);
    expect(rowsOf(document, 'money')).toMatchObject([
      { method: 'Cash', net: 700 },
      { shift: 'Outside any shift', method: 'Card', payments: 1, net: 250 },
    ]);
    expect(sayReport(document, 'en').coverage).toContain(
      'Outside any shift, and in no row but that of money: checked out 1, turned away 1.',
    );
    const sheet = await libraryReport(scene.store, 'money', question);
    expect(totalIn(sheet, 'methods')?.['net']).toBe(totalIn(document, 'money')?.['net']);
    expect(rowsOf(sheet, 'by_shift')).toMatchObject([
      { where: 'In shifts opened in this time', net: 700 },
      { where: 'Outside any shift', net: 250 },
    ]);
  });
});
