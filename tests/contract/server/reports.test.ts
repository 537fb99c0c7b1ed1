// The overdue list and the audit of a library, from its desks' acts.

import { RightSchema } from '../../../shared/circ/rights.ts';
import { forReader } from '../../../shared/reports/for-reader.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import type { ReportKind } from '../../../shared/reports/kinds.ts';
import { purgeActs } from '../../../server/purge/purge-acts.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { rowsOf, totalIn } from '../../unit/shared/reports/tables.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { addTestStaff, at, testItem } from './support/test-library.ts';

const DAY = 86_400_000;

const report = (scene: Scene, kind: ReportKind, to = at(24)): Promise<ReportDocument> =>
  libraryReport(scene.store, kind, {
    from: at(0),
    to,
    now: scene.clock.now(),
    madeBy: 'command-line',
    audience: 'internal',
  });
const toOthers = (document: ReportDocument) =>
  forReader({ ...document, audience: 'external' }, { audience: 'external', rights: RightSchema.options });

describeStores('reports of a library', (use) => {
  test('list what is overdue, with days and the fine that lateness costs so far, and cards apart', async () => {
    const scene = await openScene(await use());
    await scene.writer.putRows('item', [testItem('X1', { barcode: 'barcode-X1', priceMinor: null })]);
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), dueAt: at(12) });
    desk.checkout('X1', 'P0', { at: at(10), dueAt: at(10) + 14 * DAY });
    await scene.send(desk);
    expect(rowsOf(await report(scene, 'overdue', at(12)), 'items')).toEqual([]);
    scene.clock.set(at(13) + 3 * DAY);
    const document = await report(scene, 'overdue', at(24) + 4 * DAY);
    expect(rowsOf(document, 'items')).toMatchObject([
      { item: 'barcode-X0', branch: 'main', days: 3, state: 'out', fine: 100, price: 2_500 },
    ]);
    expect(totalIn(document, 'summary')).toMatchObject({ items: 1, lost: 0, fines: 100, prices: 2_500 });
    expect(rowsOf(document, 'cards')).toMatchObject([{ card: 'card-P0', items: 1, longest: 3, fines: 100 }]);
    expect(JSON.stringify(toOthers(document))).not.toContain('card-P0');
    const back = desk.ledger.length;
    desk.checkin('X0', { at: at(14) + 3 * DAY });
    await scene.send(desk, desk.request(back));
    scene.clock.set(at(15) + 3 * DAY);
    expect(rowsOf(await report(scene, 'overdue', at(24) + 4 * DAY), 'items')).toEqual([]);
  });

  test('tell who overrode and undid what, on whose word, and name no patron', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-lead', 'supervisor');
    const desk = await scene.desk('A');
    const loan = desk.checkout('X0', 'P0', { at: at(10), overrides: ['PATRON_FINES'] });
    desk.undo(loan, { item: 'X0' }, { at: at(10, 5), staff: 'staff-lead' });
    desk.checkin('X0', { at: at(11) });
    await scene.send(desk);
    const document = await report(scene, 'audit');
    expect(rowsOf(document, 'overrides')).toMatchObject([
      { staff: 'staff-desk', act: 'Checked out', item: 'barcode-X0', authoriser: null },
    ]);
    expect(rowsOf(document, 'acts')).toMatchObject([
      { staff: 'staff-lead', act: 'Undone', item: 'barcode-X0', detail: 'Checked out' },
    ]);
    expect(rowsOf(document, 'kinds')).toMatchObject([{ number: 1 }, { what: 'Undone', number: 1 }]);
    expect(JSON.stringify(document)).not.toContain('card-P0');
    expect(toOthers(document).sections.map(({ key }) => key)).toEqual(['kinds']);
  });

  test('tell which loans a proxy carried, and name neither the two', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), carriedBy: 'P1' });
    desk.checkout('X1', 'P0', { at: at(11) });
    await scene.send(desk);
    const document = await report(scene, 'audit');
    expect(rowsOf(document, 'proxies')).toMatchObject([
      { staff: 'staff-desk', item: 'barcode-X0', for_account: '1', by_account: '2' },
    ]);
    expect(rowsOf(document, 'kinds')).toContainEqual({ what: 'Checked out by a proxy', number: 1 });
    expect(JSON.stringify(document)).not.toMatch(/card-P|"P[01]"/);
  });

  test('give accounts that were joined since one number', async () => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'boss', 'supervisor');
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), carriedBy: 'P1' });
    desk.checkout('X1', 'P0', { at: at(10, 5), carriedBy: 'P2' });
    const merge = { args: { from: 'P1', to: 'P2', reason: 'one person' }, told: { decision: 'done', reasons: [] } };
    desk.record('mergePatrons', merge, { at: at(11), staff: 'boss' });
    await scene.send(desk);
    expect(rowsOf(await report(scene, 'audit'), 'proxies')).toMatchObject([
      { item: 'barcode-X0', for_account: '1', by_account: '2' },
      { item: 'barcode-X1', for_account: '1', by_account: '2' },
    ]);
  });

  test('still tell that a proxy carried a loan when its arguments are purged', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const loan = desk.checkout('X0', 'P0', { at: at(10), carriedBy: 'P1' });
    desk.checkout('X1', 'P0', { at: at(11) });
    await scene.send(desk);
    await scene.store.write((tx) => purgeActs(tx, { acts: [loan], at: at(12) }));
    const document = await report(scene, 'audit');
    expect(rowsOf(document, 'proxies')).toMatchObject([
      { staff: 'staff-desk', item: null, for_account: null, by_account: null },
    ]);
    expect(rowsOf(document, 'kinds')).toContainEqual({ what: 'Checked out by a proxy', number: 1 });
  });

  test('tell how much desks did and what came and went in money, in a shift or in none', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const told = { decision: 'done', reasons: [] };
    const pay = (when: number, amountMinor: number, slipNumber: number, shift?: string) =>
      desk.record(
        'pay',
        {
          args: { patronId: 'P0', amountMinor, method: 'cash', reference: null },
          told: { ...told, lines: [], slipNumber },
        },
        { at: when, ...(shift === undefined ? {} : { shift }) },
      );
    desk.checkout('X0', 'P0', { at: at(10) });
    desk.checkout('X1', 'P0', { at: at(10, 0, 20) });
    pay(at(10, 1), 700, 1);
    pay(at(11), 300, 2, 'S');
    await scene.send(desk);
    const money = await report(scene, 'money');
    expect(rowsOf(money, 'methods')).toMatchObject([{ method: 'Cash', payments: 2, taken: 1_000, net: 1_000 }]);
    expect(rowsOf(money, 'slips')).toMatchObject([{ slips: '1–2', number: 2, missing: 0 }]);
    const service = await report(scene, 'service');
    expect(rowsOf(service, 'all')).toMatchObject([{ acts: 4, desk_hours: 2, acts_per_hour: 2, measured: 2 }]);
    expect(rowsOf(service, 'kinds')).toMatchObject([
      { act: 'Checked out', acts: 2, measured: 1, median: 20 },
      { act: 'Payment taken', acts: 2 },
    ]);
    expect(JSON.stringify([money, service])).not.toContain('card-P0');
  });
});
