// The figures of the library's report of shifts, which are sums of columns beside envelopes: they equal those of the acts themselves, read one by
// one, and loans by kind equal the use report.

import fc from 'fast-check';
import { actId, locationId, type ActId } from '../../../shared/core/ids.ts';
import { hashPolicy, type Policy } from '../../../shared/rules/model/policy.ts';
import { readAct } from '../../../shared/acts/read-act.ts';
import { factsOf, loanUseBy, reportedAct } from '../../../shared/reports/reported-act.ts';
import { NOTHING_LOGGED } from '../../../shared/reports/logged.ts';
import { countActs, shiftTally } from '../../../shared/reports/shift-tally.ts';
import { shiftDocument } from '../../../shared/reports/shift-document.ts';
import type { UseBucket } from '../../../shared/reports/use/use-bucket.ts';
import { bucketNames } from '../../../shared/reports/use/use-names.ts';
import type { ReportDocument } from '../../../shared/reports/document.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { shiftsOpenedIn } from '../../../server/query/read-shifts.ts';
import { rowsOf, totalIn } from '../../unit/shared/reports/tables.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at, testItem, testPatron, testPolicy } from './support/test-library.ts';

const told = { decision: 'done', reasons: [] };
const question = { from: at(0), to: at(17), now: at(18), madeBy: 'command-line', audience: 'internal' } as const;
const byTheHour: Policy = { ...testPolicy, grain: 'time', period: { n: 2, unit: 'hours' } };
const items = [
  testItem('X0'),
  testItem('X1', { kind: 'calculator' }),
  testItem('X2', { location: locationId('readings') }),
  testItem('X3', { serial: true }),
];

function open(desk: TestDesk, shift: string, when: number): void {
  const said = { ...told, serviceDay: '2026-01-05', startingCashMinor: null };
  desk.record('openShift', { args: { shiftId: shift, pieces: [] }, told: said }, { at: when, shift });
}

function close(desk: TestDesk, shift: string, when: number): void {
  const people = [{ staffId: 'staff-lead', ms: 60_000 }];
  const sums = { countedMinor: null, second: null, expectedMinor: null, money: [], slips: null, people };
  const args = { shiftId: shift, pieces: [], reason: '' };
  desk.record('closeShift', { args, told: { ...told, ...sums } }, { at: when, shift });
}

const drawn = fc.record({
  what: fc.constantFrom('checkout', 'checkin', 'renew', 'waive', 'undo'),
  item: fc.nat({ max: items.length - 1 }),
  shift: fc.constantFrom('S', 'T', 'not opened', undefined),
  staff: fc.constantFrom('staff-desk', 'staff-lead', null),
  overrides: fc.constantFrom(undefined, ['PATRON_FINES'], ['PATRON_FINES', 'LIMIT_REACHED']),
  isHeld: fc.boolean(),
  isHourly: fc.boolean(),
  target: fc.nat({ max: 20 }),
});

type Drawn = ReturnType<typeof drawn.generate>['value'];

/** Records it; `acts`: those that it may undo. */
function record(desk: TestDesk, one: Drawn, acts: readonly ActId[], when: number): ActId {
  const { shift, staff, overrides } = one;
  const item = `X${one.item}`;
  const options = {
    at: when,
    staff,
    ...(shift === undefined ? {} : { shift }),
    ...(overrides === undefined ? {} : { overrides }),
  };
  if (one.what === 'renew') return desk.renew(item, 'L0', 'P0', options);
  return desk.record(one.what, given(one, item, { undoes: acts[one.target % acts.length], when }), options);
}

function given(
  { what, isHeld, isHourly, target }: Drawn,
  item: string,
  { undoes, when }: { readonly undoes: ActId | undefined; readonly when: number },
) {
  const copy = { itemId: item, barcode: `barcode-${item}`, mintsItem: null };
  switch (what) {
    case 'checkout': {
      const policyHash = hashPolicy(isHourly ? byTheHour : testPolicy);
      const policyRef = { rulesVersion: 'rules-1', rowIds: [], policyHash };
      const fills = isHeld ? { fills: 'H0' } : {};
      return {
        args: { ...copy, patronId: 'P0', card: 'card-P0', mintsPatron: false },
        told: { ...told, dueAt: when + 7_200_000, dueText: 'due', policyRef, ...fills },
      };
    }
    case 'checkin':
      return {
        args: { ...copy, returnedAt: null },
        told: { ...told, route: 'reshelve', holdId: isHeld ? 'H0' : null, transitTo: null },
      };
    case 'waive':
      return {
        args: { patronId: 'P0', fee: { kind: 'manual', feeId: 'F0' }, amountMinor: 100, reason: `reason ${target}` },
        told,
      };
    default:
      return {
        args: { commandId: undoes, itemId: item, patronId: null, titleId: null, reason: 'wrong item' },
        told,
      };
  }
}

/** The same report from the acts themselves. */
async function oneByOne(scene: Scene, desk: TestDesk, of: ReportDocument): Promise<ReportDocument> {
  const shifts = await scene.store.read((tx) => shiftsOpenedIn(tx, question));
  const tell = loanUseBy({});
  const acts = desk.ledger.map((envelope, n) => {
    const act = readAct(envelope);
    const useOf = (item: unknown, policy: unknown) =>
      tell(items.find(({ id }) => id === item) ?? null, policy === hashPolicy(byTheHour), null);
    return { madeIn: act.shiftId, act: reportedAct(factsOf({ ...act, at: at(8, n) }), useOf) };
  });
  const tally = shiftTally('UTC');
  for (const { shift } of shifts) {
    const own = acts.filter(({ madeIn }) => madeIn === shift.shiftId).map(({ act }) => act);
    tally.shift({ people: shift.closed?.people ?? [], refusals: [], telling: countActs(tally, own) });
  }
  return shiftDocument({
    head: of,
    shifts: [],
    figures: tally.figures(),
    refusals: [],
    log: NOTHING_LOGGED,
    exceptions: { 'act-now': 0, today: 0, note: 0 },
    nameOf: (id) => id,
    currency: 'USD',
    coverage: [],
    outside: { money: [], unknown: 0, checkouts: 0, refusals: 0 },
  });
}

describeStores('the figures of shifts', (use) => {
  test.each([1, 2])('are those of the acts, read one by one (seed %i)', async (seed) => {
    const scene = await openScene(await use());
    await addTestStaff(scene.store, 'staff-lead', 'supervisor');
    await scene.writer.putRows('item', items);
    await scene.writer.putRows('policy', [{ hash: hashPolicy(byTheHour), policy: byTheHour }]);
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    open(desk, 'T', at(8, 1));
    const acts = fc.sample(drawn, { seed, numRuns: 120 });
    const ids: ActId[] = [actId('never came')];
    for (const [n, one] of acts.entries()) ids.push(record(desk, one, ids, at(8, n + 2)));
    close(desk, 'T', at(8, acts.length + 2));
    await scene.send(desk);
    const document = await libraryReport(scene.store, 'shift', question);
    const expected = await oneByOne(scene, desk, document);
    for (const key of ['hours', 'overrides', 'people', 'people_acts', 'reasons']) {
      expect([key, rowsOf(document, key)]).toEqual([key, rowsOf(expected, key)]);
    }
    expect(totalIn(document, 'hours')?.['checkouts']).toBeGreaterThan(5);
    const isOutside = ({ what, shift }: Drawn) => what === 'checkout' && shift === undefined;
    expect(JSON.stringify(document.coverage)).toContain(`"checkouts":${acts.filter(isOutside).length}`);
    // Shifts that were opened at other times are not in it.
    const other = await libraryReport(scene.store, 'shift', { ...question, from: at(8, 1) });
    expect(rowsOf(other, 'shifts')).toHaveLength(1);
  });

  test.each([
    { where: 'the library says so', terms: { equipmentTypes: ['calculator'], reserveLocations: ['readings'] } },
    { where: 'it says nothing', terms: {} },
    { where: 'some are lent to other libraries', terms: { libraryGroups: ['Other libraries'] } },
  ])('have on reserve and as equipment what the use report has, where $where', async ({ terms }) => {
    const scene = await openScene(await use());
    const [library] = await scene.rows('library');
    if (library === undefined) throw new Error('no library');
    await scene.writer.createLibrary({ ...library, use: terms });
    await scene.writer.putRows('item', items);
    await scene.writer.putRows('patron', [testPatron('P1', { groupName: 'Other libraries' })]);
    await scene.writer.putRows('policy', [{ hash: hashPolicy(byTheHour), policy: byTheHour }]);
    const desk = await scene.desk('A');
    open(desk, 'S', at(8));
    for (let n = 0; n < 24; n += 1) {
      const item = `X${n % 4}`;
      const policyHash = hashPolicy(n % 3 === 0 ? byTheHour : testPolicy);
      desk.checkout(item, `P${Math.floor(n / 4) % 2}`, { at: at(9, 2 * n), dueAt: at(20), shift: 'S', policyHash });
      desk.checkin(item, { at: at(9, 2 * n + 1), shift: 'S' });
    }
    close(desk, 'S', at(12));
    await scene.send(desk);
    const shifts = totalIn(await libraryReport(scene.store, 'shift', question), 'hours');
    const buckets = rowsOf(await libraryReport(scene.store, 'use', question), 'use');
    const inUse = (bucket: UseBucket) =>
      buckets.find((row) => row['bucket'] === bucketNames(null)(bucket).en)?.['acts'];
    expect(shifts).toMatchObject({
      checkouts: 24,
      reserves: inUse('reserve-initial'),
      equipment: inUse('equipment'),
    });
    expect([shifts?.['reserves'], shifts?.['equipment']]).not.toContain(0);
  });
});
