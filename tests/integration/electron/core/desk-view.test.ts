// The view of a desk before the first scan, and pausing the line: pausing needs its right, resuming never does.

import { testRules } from '../../../contract/server/support/test-library.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import type { Calendar } from '../../../../shared/rules/model/calendar.ts';
import { ledgerActs } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { WEDNESDAY } from './support/varied-library.ts';

const nineToSix = [{ open: '09:00', close: '18:00' }];
const shut: Calendar = { zone: 'UTC', weekly: null, yearly: [], closures: [], exceptions: [] };
/** Main is open nine to six and closed on Tuesdays; East is never closed. */
const main: Calendar = {
  ...shut,
  weekly: { mon: nineToSix, tue: [], wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: [], sun: [] },
};
const world = sharedWorld({
  at: WEDNESDAY,
  items: 4,
  patrons: 2,
  fill: async (writer) => {
    const branches = [
      { id: branchId('main'), parent: null, calendar: main },
      { id: branchId('east'), parent: null, calendar: shut },
    ];
    await writer.activateRuleSet(testRules('with-hours', { branches }), WEDNESDAY - 1);
  },
});
const desk = sharedDesk(world, 'supervisor');
const status = () => desk.now.ask('sync.status', {});

describe('the desk', () => {
  test('says when its branch last closed: what is in the book drop came back then', async () => {
    // WEDNESDAY is at 14:00 in UTC; Tuesday was closed.
    expect((await desk.now.ask('desk.view', {})).lastClosing).toEqual({
      at: '2026-06-08T18:00:00Z',
    });
  });

  test('says nothing of it where the branch never closes', async () => {
    const east = await world().readyDesk('desk', 'east');
    expect((await east.ask('desk.view', {})).lastClosing).toBeNull();
    await east.stop();
  });
});

describe('holding the line', () => {
  test('is refused without the right, and resuming is not', async () => {
    await signIn(desk.now, 'student');
    expect(await desk.now.refusal('sync.pause', { on: true })).toBe('HF-AUTH-024');
    expect(await status()).toMatchObject({ paused: false, pausedSince: null });
    await signIn(desk.now, 'supervisor');
    expect(await desk.now.ask('sync.pause', { on: true })).toMatchObject({ paused: true });
    await signIn(desk.now, 'student');
    expect(await desk.now.ask('sync.pause', { on: false })).toMatchObject({ paused: false, pausedSince: null });
    await signIn(desk.now, 'supervisor');
  });

  test('says since when; the server stands as it was last heard; “sync now” ends it, and what waited goes', async () => {
    await desk.now.settled();
    const before = world().clock.now();
    const paused = await desk.now.ask('sync.pause', { on: true });
    expect(paused).toMatchObject({ paused: true, online: false, hops: [{ name: 'server', state: 'up' }] });
    // The desk goes by the time of the server, which it knows to some milliseconds.
    expect(Date.parse(paused.pausedSince ?? '')).toBeGreaterThan(before - 1_000);
    await desk.now.ask('circ.checkout', { patron: 'card-P0', item: 'barcode-X0' });
    expect((await desk.now.ask('sync.pause', { on: true })).pausedSince).toBe(paused.pausedSince);
    expect(await status()).toMatchObject({ pending: 1, paused: true });
    expect(await desk.now.ask('sync.now', {})).toMatchObject({ paused: false, pausedSince: null });
    await desk.now.settledByItself();
    expect(await status()).toMatchObject({ pending: 0, online: true });
    expect(ledgerActs(desk.now)).toHaveLength(1);
  });
});

test('a closing that was taken back at once is none: what is in the book drop came back before it', async () => {
  const window = { from: formatInstant(WEDNESDAY), to: formatInstant(WEDNESDAY + 2 * HOUR_MS) };
  await desk.now.ask('branch.close', { branch: 'main', ...window, reason: 'Storm' });
  expect((await desk.now.ask('desk.view', {})).lastClosing?.at).toBe('2026-06-10T14:00:00Z');
  const [closing] = (await desk.now.ask('rules.view', {})).closings;
  await desk.now.ask('branch.liftClosing', { closing: closing?.id ?? '' });
  expect((await desk.now.ask('desk.view', {})).lastClosing?.at).toBe('2026-06-08T18:00:00Z');
});
