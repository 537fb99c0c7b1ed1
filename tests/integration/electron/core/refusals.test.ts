// Patrons who were turned away: noted without an act of their own, kept over a crash, handed in with the next act,
// without names.

import { HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import type { Refusal } from '../../../../shared/circ/model/refusal.ts';
import { readRefusals } from '../../../../server/query/read-refusals.ts';
import { makeReport } from '../../../../shared/reports/make-report.ts';
import { deskSource } from '../../../../electron/core/reports/desk-source.ts';
import { refusalsHere } from '../../../../electron/core/refusals/refusals-here.ts';
import { ledgerActs, serverRows } from './support/both-ends.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { copyIsFresh } from './support/running-desk.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 9 });
const desk = freshDesk(world);

const lend = (patron: string, item: string, more: object = {}) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}`, ...more });
/** An act that others may ride with. */
const takeBack = (item: string) => desk.now.ask('circ.checkin', { item: `barcode-${item}` });
const overriding = (...codes: string[]) => ({ override: { codes, reason: 'agreed with the head of desk' } });
const soon = () => world().clock.forward(4 * MINUTE_MS);
/** Those of the last hour, as the desk's own reports have them. */
const here = () => {
  desk.now.core.desk.refusals.flush();
  const now = world().clock.now();
  return refusalsHere(desk.now.core.desk, now - HOUR_MS, now);
};
/** Patrons turned away in the last hour, by the report of this desk's shifts. */
async function turnedAway(): Promise<number> {
  const { desk: own } = desk.now.core;
  const now = world().clock.now();
  const source = deskSource({ ledger: own.ledger, copy: own.copy(), identity: own.identity, now });
  const period = { from: now - HOUR_MS, to: now };
  const asked = { ...period, now, audience: 'internal', madeBy: 'command-line' } as const;
  const { coverage } = await makeReport(source, 'shift', asked);
  const outside = coverage.find(({ params }) => params?.['refusals'] !== undefined);
  return Number(outside?.params?.['refusals'] ?? 0);
}
const own = () => desk.now.core.desk.identity.deskId;
/** The server's rows of this desk. */
async function atServer(): Promise<Refusal[]> {
  await desk.now.settled();
  const all = await world().served.store.read((tx) => readRefusals(tx, { from: 0, to: Number.MAX_SAFE_INTEGER }));
  return all.filter(({ desk: from }) => from === own());
}

test('a refusal costs no act, and rides with the next one when it cannot be settled any more', async () => {
  const before = ledgerActs(desk.now).length;
  expect(await lend('barred', 'X0')).toMatchObject({ decision: 'needs-override' });
  expect(await lend('barred', 'X0')).toMatchObject({ decision: 'needs-override' });
  expect(ledgerActs(desk.now)).toHaveLength(before);
  await takeBack('X1');
  expect(await atServer()).toEqual([]);
  soon();
  await takeBack('X2');
  expect(await atServer()).toMatchObject([
    { kind: 'checkout', codes: ['PATRON_BARRED'], times: 2, patronGroup: 'everyone', branch: 'main', stale: null },
  ]);
  expect(ledgerActs(desk.now)).toHaveLength(before + 2);
  await takeBack('X3');
  expect(await atServer()).toHaveLength(1);
});

test('the patron and the copy leave the desk in no record', async () => {
  await lend('barred', 'laptop');
  soon();
  await takeBack('X4');
  await desk.now.settled();
  const row = desk.now.core.files.ledger.get<{ body: string; args: string }>(
    'SELECT body, args FROM envelope ORDER BY n DESC',
  );
  expect(row?.body).toContain('PATRON_BARRED');
  expect(`${row?.body}${row?.args}`).not.toMatch(/barred"|card-barred|barcode-laptop|"laptop2?"\s*:/);
  expect(await atServer()).toMatchObject([{ itemType: 'laptop' }]);
  expect(desk.now.core.desk.refusals.waiting()).toEqual([]);
});

test('a patron let through after all was not turned away', async () => {
  await signIn(desk.now, 'supervisor');
  expect(await lend('expired', 'X5')).toMatchObject({ decision: 'needs-override' });
  expect(await lend('expired', 'X5', overriding('PATRON_EXPIRED'))).toMatchObject({ decision: 'done' });
  expect(desk.now.core.desk.refusals.waiting()).toEqual([]);
  soon();
  await takeBack('X5');
  expect(await atServer()).toEqual([]);
});

test('a renewal that is refused is one too; to be asked whether to renew is none', async () => {
  await lend('plain', 'X6');
  expect(await lend('plain', 'X6')).toMatchObject({ reasons: [{ code: 'LOANED_TO_PATRON' }] });
  expect(desk.now.core.desk.refusals.waiting()).toEqual([]);
  expect(await desk.now.ask('circ.renew', { item: 'barcode-renewedTwice' })).not.toMatchObject({ decision: 'done' });
  soon();
  await takeBack('X6');
  expect(await atServer()).toMatchObject([{ kind: 'renew', codes: ['RENEW_LIMIT_REACHED'] }]);
});

test('it is kept over a crash, and those of a shift name it', async () => {
  const { shiftId } = await desk.now.ask('shift.open', {});
  await lend('barred', 'X7');
  await desk.restart();
  await signIn(desk.now, 'desk');
  expect(desk.now.core.desk.refusals.waiting()).toMatchObject([{ codes: ['PATRON_BARRED'], shiftId }]);
  await until('it is kept', () => here().length === 1);
  expect(here()).toMatchObject([{ codes: ['PATRON_BARRED'], shiftId }]);
  soon();
  await desk.now.ask('shift.close', {});
  expect(await atServer()).toMatchObject([{ shiftId, codes: ['PATRON_BARRED'] }]);
  const [[mine], [theirs]] = [here(), await atServer()];
  expect(mine).toMatchObject({ shiftId, desk: own() });
  expect(mine?.at).toBe(theirs?.at);
});

test('of one that rested on old data it is told what did not hold, once the data is new', async () => {
  world().line.cut();
  await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  world().clock.forward(30 * MINUTE_MS);
  expect(await lend('blocked', 'X8')).toMatchObject({ decision: 'needs-override' });
  expect(await lend('barred', 'X8')).toMatchObject({ decision: 'needs-override' });
  soon();
  await takeBack('X9');
  // Nothing is reported while there is no newer data.
  expect(desk.now.core.desk.refusals.waiting()).toHaveLength(2);
  // Reports of the desk have them all the same: without a line the shift may be over before there is one.
  await until('they are kept', async () => (await turnedAway()) === 2);
  const row = (await serverRows(world(), 'patron')).find(({ id }) => String(id) === 'blocked');
  await world().writer.putRows('patron', row === undefined ? [] : [{ ...row, blocks: [] }]);
  world().line.mend();
  await copyIsFresh(desk.now);
  const blocksHere = () => desk.now.core.desk.copy()?.sight.patronByCard('card-blocked')?.blocks.length;
  await until('the block is gone here', () => blocksHere() === 0);
  await takeBack('X10');
  expect((await atServer()).map(({ codes, stale }) => [codes, stale])).toEqual([
    [['PATRON_RESTRICTED'], ['PATRON_RESTRICTED']],
    [['PATRON_BARRED'], []],
  ]);
  const [first] = await atServer();
  expect(first?.dataAgeMs).toBeGreaterThanOrEqual(30 * MINUTE_MS);
});

test('of a reading on reserve count a hold that is refused, and who asked while no copy was in', async () => {
  await signIn(desk.now, 'supervisor');
  const term = { name: 'Summer', from: '2026-05-18', to: '2026-08-07' };
  const { courseId } = await desk.now.ask('course.add', { term, numbers: ['ECON 052'], name: 'Macro' });
  const { readingId } = await desk.now.ask('course.addReading', { courseId, barcode: 'barcode-X20' });
  const want = async (patron?: string) =>
    (await desk.now.ask('course.wanted', { readingId, ...(patron === undefined ? {} : { patron }) })).isNoted;
  // Without a copy on reserve there is nothing that could be out.
  expect(await want()).toBe(false);
  await desk.now.ask('reserve.place', { courseId, barcode: 'barcode-X20', status: 'on-reserve' });
  expect(await want('card-plain')).toBe(false);
  await lend('plain', 'X20');
  // One person who asks twice is one; two unknown ones are two.
  for (const patron of ['card-P1', 'card-P1', undefined, undefined]) expect(await want(patron)).toBe(true);
  const held = await desk.now.ask('hold.place', { patron: 'card-barred', target: 'barcode-X20', pickup: 'main' });
  expect(held.decision).not.toBe('done');
  world().clock.forward(1_000);
  expect(here().map(({ kind, times, course, reading }) => ({ kind, times, course, reading }))).toEqual([
    { kind: 'wanted', times: 2, course: courseId, reading: readingId },
    { kind: 'wanted', times: 1, course: courseId, reading: readingId },
    { kind: 'wanted', times: 1, course: courseId, reading: readingId },
    { kind: 'hold', times: 1, course: courseId, reading: readingId },
  ]);
  soon();
  await takeBack('X21');
  expect((await atServer()).map(({ kind }) => kind).toSorted()).toEqual(['hold', 'wanted', 'wanted', 'wanted']);
  const { desk: own } = desk.now.core;
  const now = world().clock.now();
  const source = deskSource({ ledger: own.ledger, copy: own.copy(), identity: own.identity, now });
  const asked = { from: now - HOUR_MS, to: now, now, audience: 'internal', madeBy: 'command-line' } as const;
  const { sections } = await makeReport(source, 'reserves', asked);
  const lines = (key: string) => {
    const section = sections.find((one) => one.key === key);
    const at = section?.columns.findIndex((column) => column.key === 'turned_away' || column.key === 'all') ?? -1;
    return section?.rows.map((row) => [row[0], row[at]]);
  };
  expect(lines('readings')).toEqual([['ECON 052 · Summer', 4]]);
  expect(lines('turned_away')).toEqual([['ECON 052 · Summer', 4]]);
  expect(lines('turned_away_reasons')?.[0]).toEqual([
    { words: { en: 'No copy was in', es: 'No había ningún ejemplar' } },
    3,
  ]);
});

test('a hold that is placed after all was not refused', async () => {
  await signIn(desk.now, 'supervisor');
  const ask = (more: object = {}) =>
    desk.now.ask('hold.place', { patron: 'card-expired', target: 'barcode-out', pickup: 'main', ...more });
  const { reasons } = await ask();
  world().clock.forward(1_000);
  expect(here()).toMatchObject([{ kind: 'hold' }]);
  const codes = reasons.filter(({ effect }) => effect !== 'message').map(({ code }) => code);
  expect((await ask(overriding(...codes))).decision).toBe('done');
  expect(here()).toEqual([]);
});
