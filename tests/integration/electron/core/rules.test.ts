// Hours and rules at a desk: seen also without a line, edited with one, and followed from the moment they are in force.

import { DAY_MS, formatInstant } from '../../../../shared/core/instant.ts';
import { required } from '../../../../shared/core/assert.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 3 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const view = () => desk.now.ask('rules.view', {});
const dueOf = async (item: string) =>
  (await desk.now.ask('circ.checkout', { patron: 'card-plain', item: `barcode-${item}` })).dueAt;

/** The calendar of the desk's branch, closed on a day. */
const closedOn = async (day: string, next: string) => {
  const { calendars, version } = await view();
  const main = required(
    calendars.find(({ key }) => key === 'main'),
    () => 'no calendar',
  );
  const closures = [...main.calendar.closures, { from: `${day}T00:00`, to: `${next}T00:00`, name: 'Founders Day' }];
  return {
    base: version,
    edit: { calendars: [{ key: 'main', calendar: { ...main.calendar, closures } }], groups: [] },
  };
};

/** This library comes with a change that is planned. */
test('a change that is planned keeps others away until it was taken back', async () => {
  const { base, edit } = await closedOn('2026-07-03', '2026-07-04');
  const { planned, takesBack } = await view();
  expect(planned).toMatchObject({ version: 'later' });
  expect(await desk.now.call('rules.check', { base, edit, at: null })).toMatchObject({
    ok: false,
    error: { code: 'HF-RULES-007' },
  });
  const back = { kind: 'back' as const, activation: required(takesBack, () => 'nothing to take back') };
  await desk.now.ask('rules.change', { base, what: back, pin: PINS.supervisor });
  await until('the plan went', async () => (await view()).planned === null);
});

test('a closing put in force at a desk is followed by the next loan, and no more when it was taken back', async () => {
  const first = await view();
  expect(first).toMatchObject({ profile: 'holdfast', planned: null });
  expect(first.branches.map(({ id }) => id)).toContain('main');
  const due = Date.parse(required(await dueOf('X0'), () => 'not lent'));
  const day = (at: number) => new Date(at - 12 * 3_600_000).toISOString().slice(0, 10);
  const { base, edit } = await closedOn(day(due), day(due + DAY_MS));
  await desk.now.settled();
  expect(await desk.now.ask('rules.check', { base, edit, at: null })).toMatchObject({
    faults: [],
    changes: [{ of: 'closure', isAdded: true }],
    meets: [{ branch: 'main', loans: 1 }],
    isDone: false,
  });
  const what = { kind: 'edit' as const, edit, at: null, note: 'Founders Day' };
  expect(await desk.now.ask('rules.change', { base, what, pin: PINS.supervisor })).toMatchObject({ isDone: true });
  await until('the rules came', async () => (await view()).version !== base);
  const changed = await view();
  expect(changed.inForce).toMatchObject({ note: 'Founders Day', by: 'supervisor' });
  expect(Date.parse(required(await dueOf('X1'), () => 'not lent'))).toBeGreaterThan(due);
  const activation = required(changed.takesBack, () => 'nothing to take back');
  const back = { kind: 'back' as const, activation };
  await desk.now.ask('rules.change', { base: changed.version, what: back, pin: PINS.supervisor });
  await until('the old rules came', async () => (await view()).version === base);
  expect(Date.parse(required(await dueOf('X2'), () => 'not lent'))).toBe(due);
});

test('a change that is planned is seen as planned, and gone once it was taken back', async () => {
  const { base, edit } = await closedOn('2026-07-03', '2026-07-04');
  const at = formatInstant(WEDNESDAY + 10 * DAY_MS);
  const what = { kind: 'edit' as const, edit, at, note: 'Independence Day, observed' };
  await desk.now.ask('rules.change', { base, what, pin: PINS.supervisor });
  await until('the plan came', async () => (await view()).planned !== null);
  const planned = await view();
  expect(planned).toMatchObject({ version: base, planned: { at, note: what.note } });
  const back = { kind: 'back' as const, activation: required(planned.takesBack, () => 'nothing to take back') };
  await desk.now.ask('rules.change', { base, what: back, pin: PINS.supervisor });
  await until('the plan went', async () => (await view()).planned === null);
});

test('on blackout dates a group neither borrows nor registers, also without a line, and a lead may set it aside', async () => {
  const { version: base } = await view();
  const blackout = [{ from: '2026-06-08', to: '2026-06-12', name: 'Exams' }];
  const joining = { required: ['given' as const], feeMinor: 0, ends: null, blackout };
  const visitor = { card: 'card-v1', name: { family: 'Visitor', given: 'B' }, group: 'visitors' };
  const edit = { calendars: [], groups: ['visitors', 'everyone'].map((id) => ({ id, joining })) };
  const backwards = { ...joining, blackout: [{ from: '2026-06-12', to: '2026-06-08', name: 'Exams' }] };
  expect(
    await desk.now.ask('rules.check', {
      base,
      edit: { calendars: [], groups: [{ id: 'visitors', joining: backwards }] },
      at: null,
    }),
  ).toMatchObject({ faults: [{ key: 'visitors', text: expect.stringContaining('blackout') as unknown }] });
  const what = { kind: 'edit' as const, edit, at: null, note: '' };
  await desk.now.ask('rules.change', { base, what, pin: PINS.supervisor });
  await until('the rules came', async () => (await view()).version !== base);
  world().line.refuse('/v1/commands');
  const lend = { patron: 'card-P1', item: 'barcode-X5' };
  expect(await desk.now.ask('circ.checkout', lend)).toMatchObject({
    decision: 'needs-override',
    reasons: [{ code: 'PATRON_BLACKOUT', text: 'This group cannot borrow now: Exams, until Jun 12, 2026.' }],
  });
  expect(await desk.now.refusal('patron.register', { ...visitor, isNew: true })).toBe('HF-PATRON-161');
  const override = { codes: ['PATRON_BLACKOUT'], reason: 'Needs it for the exam' };
  expect(await desk.now.ask('circ.checkout', { ...lend, override })).toMatchObject({ decision: 'done' });
  world().line.mend();
  await desk.now.settled();
  // The server knew of it too, and that it was set aside.
  expect((await desk.now.ask('exception.list', {})).exceptions.map(({ code }) => code)).not.toContain('patron-blocked');
  const back = { kind: 'back' as const, activation: required((await view()).takesBack, () => 'nothing') };
  await desk.now.ask('rules.change', { base: (await view()).version, what: back, pin: PINS.supervisor });
  await until('the old rules came', async () => (await view()).version === base);
});

test('without a line hours are seen, and an edit says that it needs the server', async () => {
  const { base, edit } = await closedOn('2026-07-03', '2026-07-04');
  world().line.refuse('/v1/rules-edit');
  expect((await view()).calendars.length).toBeGreaterThan(0);
  const answer = await desk.now.call('rules.check', { base, edit, at: null });
  expect(answer).toMatchObject({ ok: false, error: { code: 'HF-SYNC-003' } });
  world().line.mend();
});

test('people without the right see hours and change none', async () => {
  await signIn(desk.now, 'desk');
  const { base, edit } = await closedOn('2026-07-03', '2026-07-04');
  const answer = await desk.now.call('rules.check', { base, edit, at: null });
  expect(answer).toMatchObject({ ok: false, error: { code: 'HF-AUTH-024' } });
});
