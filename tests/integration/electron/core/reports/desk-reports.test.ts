// Reports at a running desk: the rights for each report, of the desk and of the library, on the screen and as files, while scans go on.

import { PINS, sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { until } from '../support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 20, patrons: 6 });
const desk = sharedDesk(world, 'supervisor');
const span = { from: '2026-06-01T00:00:00Z', to: '2030-01-01T00:00:00Z' } as const;

async function workAShift(): Promise<void> {
  await desk.now.ask('shift.open', { startingCashMinor: 10_000 });
  await desk.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-kit' });
  await desk.now.ask('shift.close', { countedMinor: 10_000 });
  await desk.now.settled();
}

test('the same shift is told of the desk and of the library, and a file says what the screen says', async () => {
  await workAShift();
  const { reports } = await desk.now.ask('report.kinds', {});
  expect(reports.find(({ kind }) => kind === 'shift')).toMatchObject({ of: ['desk', 'library'] });
  expect(reports.find(({ kind }) => kind === 'outage-worklist')).toMatchObject({ of: ['desk'] });
  for (const whose of ['desk', 'library'] as const) {
    const view = await desk.now.ask('report.run', { kind: 'shift', of: whose, ...span });
    const section = (key: string) => view.sections.find((one) => one.key === key);
    expect(view.madeText).toContain('Made by supervisor');
    expect(section('shifts')?.rows).toHaveLength(1);
    expect(section('hours')?.total?.slice(0, 2)).toEqual(['Total', '1']);
    expect(section('people')?.rows[0]?.[0]).toBe('supervisor');
    const { name, base64 } = await desk.now.ask('report.export', { kind: 'shift', of: whose, ...span, format: 'csv' });
    expect(name).toMatch(/^shift-2026-0[56]-\d\d\.csv$/);
    expect(Buffer.from(base64, 'base64').toString()).toMatch(/^hours,total,Total,1,/m);
  }
}, 60_000);

test('others are not shown who worked', async () => {
  const asked = { kind: 'shift', ...span, audience: 'external' } as const;
  const view = await desk.now.ask('report.run', asked);
  expect(view.sections.map(({ key }) => key)).not.toContain('people');
}, 60_000);

test('a scan is answered while a report is made', async () => {
  const making = desk.now.ask('report.export', { kind: 'shift', ...span, format: 'pdf' });
  let isMade = false;
  void making.then(() => (isMade = true));
  await desk.now.ask('circ.checkin', { item: 'barcode-out' });
  expect(isMade).toBe(false);
  expect(
    Buffer.from((await making).base64, 'base64')
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
}, 60_000);

test('without a line the desk still reports of itself, and says that the library does not answer', async () => {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  await expect(desk.now.ask('report.run', { kind: 'shift', ...span })).resolves.toMatchObject({ kind: 'shift' });
  await expect(desk.now.ask('report.run', { kind: 'shift', of: 'library', ...span })).rejects.toThrow(
    'no central server answers',
  );
  world().line.mend();
  await until('the line is back', async () => (await desk.now.ask('sync.status', {})).online);
}, 60_000);

test('a missing report, an end before the beginning and a missing right are refused by their own codes', async () => {
  const ask = (more: object) => desk.now.ask('report.run', { kind: 'shift', ...span, ...more });
  await expect(ask({ kind: 'weather' })).rejects.toThrow('is not made here');
  await expect(ask({ kind: 'outage-worklist', of: 'library' })).rejects.toThrow('is not made here');
  await expect(ask({ from: span.to, to: span.from })).rejects.toThrow('ends before it begins');
  await desk.now.ask('session.signIn', { staff: 'student', pin: PINS.student });
  expect(await desk.now.ask('report.kinds', {})).toEqual({ reports: [], fiscalYearStarts: '07-01' });
  await expect(ask({})).rejects.toThrow('may not be done by');
  await desk.now.ask('session.signIn', { staff: 'supervisor', pin: PINS.supervisor });
}, 60_000);
