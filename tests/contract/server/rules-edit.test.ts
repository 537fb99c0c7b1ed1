// Hours, closings and groups edited at a desk: checked as `rules activate` checks a file, counted, put in force at a moment, taken back in one step.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import type { Role } from '../../../shared/circ/rights.ts';
import { calendarsOf, joiningsOf, type RulesEdit } from '../../../shared/rules/edit-rules.ts';
import type { Calendar } from '../../../shared/rules/model/calendar.ts';
import type { RulesEditRequest } from '../../../shared/wire/rules-edit.ts';
import { rulesForDesk } from '../../../server/library/rules-for-desk.ts';
import { findRulesInForce, rulesInForce } from '../../../server/query/rules-in-force.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { describeStores, testRandom, type TestPlace } from './support/stores.ts';
import { openStory } from './support/story.ts';
import { at, day } from './support/test-library.ts';

const END_OF_DAY = DAY_MS - 1_000;
const endOf = (days: number) => day + days * DAY_MS + END_OF_DAY;
const date = (days: number) => new Date(day + days * DAY_MS).toISOString().slice(0, 10);

type What = RulesEditRequest['what'];

async function openLibrary(place: TestPlace) {
  const story = await openStory(place);
  const { scene } = story;
  const parts = { store: scene.store, clock: scene.clock, tries: createPinTries(scene), random: testRandom };
  const person = (staff: string, role: Role) => addStaff(parts, { staff, role });
  const rules = () => scene.store.read((tx) => rulesInForce(tx, scene.clock.now()));
  const calendar = async (): Promise<Calendar> => {
    const [main] = calendarsOf(await rules(), []);
    if (main === undefined) throw new Error('no calendar');
    return main.calendar;
  };
  const ask = async (by: { staffId: string }, what: What, pin?: string, base?: string) => {
    const asked = {
      staffId: by.staffId as RulesEditRequest['staffId'],
      base: ruleSetVersion(base ?? (await rules()).version),
      what,
      language: 'en' as const,
      ...(pin === undefined ? {} : { pin }),
    };
    return rulesForDesk(parts, asked).catch((error: unknown) => {
      if (error instanceof HoldfastError) return error.code;
      throw error;
    });
  };
  const edit = (calendars: RulesEdit['calendars'], more: { at?: number; groups?: RulesEdit['groups'] } = {}): What => ({
    kind: 'edit',
    edit: {
      calendars: calendars.map((one) => ({ ...one, calendar: plain(one.calendar) })),
      groups: [...(more.groups ?? [])].map((one) => ({ ...one, joining: plain(one.joining) })),
    },
    at: more.at ?? null,
    note: 'Winter hours',
  });
  return { ...story, scene, person, rules, calendar, ask, edit };
}

/** As a desk sends it. */
function plain(value: unknown): never {
  return JSON.parse(JSON.stringify(value)) as never;
}

describeStores('rules edited at a desk', (use) => {
  test('are checked without being changed: what is wrong by its calendar, what changes, which dates are met', async () => {
    const { scene, a, send, person, calendar, ask, edit, rules } = await openLibrary(await use());
    const sue = await person('sue', 'supervisor');
    a.checkout('X0', 'P0', { at: at(9, 10), dueAt: endOf(5) });
    a.checkout('X1', 'P1', { at: at(9, 11), dueAt: endOf(6) });
    await send(a);
    const now = await calendar();
    const closure = { from: `${date(5)}T00:00`, to: `${date(6)}T00:00`, name: 'Founders Day' };
    const before = await scene.everything();
    const version = (await rules()).version;
    const good = await ask(sue, edit([{ key: 'main', calendar: { ...now, closures: [closure] } }]));
    expect(good).toEqual({
      faults: [],
      changes: [{ of: 'closure', key: 'main', isAdded: true, closure }],
      meets: [{ branch: 'main', loans: 1, shelf: 0 }],
      isDone: false,
    });
    const backwards = { ...closure, to: closure.from };
    const wrong = await ask(sue, edit([{ key: 'main', calendar: { ...now, closures: [backwards] } }]));
    expect(wrong).toMatchObject({
      faults: [{ key: 'main', text: expect.stringContaining('closures') as unknown }],
      isDone: false,
    });
    const nonsense = await ask(sue, edit([{ key: 'main', calendar: { ...now, zone: 'Mars/Olympus' } }]));
    expect(nonsense).toMatchObject({ faults: [{ key: 'main' }] });
    expect((await rules()).version).toBe(version);
    expect(await scene.everything()).toBe(before);
  });

  test('come into force at once or at a moment, with the name of the change and of the person, and are taken back in one step', async () => {
    const { scene, person, calendar, ask, edit, rules } = await openLibrary(await use());
    const sue = await person('sue', 'supervisor');
    const first = (await rules()).version;
    const now = await calendar();
    const closed = (name: string, days: number) => ({
      ...now,
      closures: [{ from: `${date(days)}T00:00`, to: `${date(days + 1)}T00:00`, name }],
    });
    expect(await ask(sue, edit([{ key: 'main', calendar: closed('One', 5) }]), sue.pin)).toMatchObject({
      isDone: true,
    });
    expect((await calendar()).closures).toMatchObject([{ name: 'One' }]);
    const rows = async () => (await scene.rows('ruleActivation')).toSorted((one, other) => one.at - other.at);
    const [, made] = await rows();
    expect(made?.edited).toEqual({ note: 'Winter hours', by: 'sue' });
    // The rules before it are in force again.
    scene.clock.set(at(10));
    expect(await ask(sue, { kind: 'back', activation: made?.id ?? '' }, sue.pin)).toMatchObject({
      isDone: true,
      changes: [{ of: 'closure', isAdded: false }],
    });
    expect((await rules()).version).toBe(first);
    // One that is planned is not in force before its moment, keeps others away, and goes without a trace.
    scene.clock.set(at(11));
    const later = at(11) + 3 * DAY_MS;
    expect(await ask(sue, edit([{ key: 'main', calendar: closed('Two', 9) }], { at: later }), sue.pin)).toMatchObject({
      isDone: true,
    });
    expect((await rules()).version).toBe(first);
    const planned = await scene.store.read((tx) => findRulesInForce(tx, later));
    expect(planned?.version).not.toBe(first);
    expect(await ask(sue, edit([{ key: 'main', calendar: closed('Three', 5) }]))).toBe('HF-RULES-007');
    const last = (await rows()).at(-1);
    expect(await ask(sue, { kind: 'back', activation: made?.id ?? '' }, sue.pin)).toBe('HF-RULES-008');
    expect(await ask(sue, { kind: 'back', activation: last?.id ?? '' }, sue.pin)).toMatchObject({ isDone: true });
    expect((await scene.store.read((tx) => findRulesInForce(tx, later)))?.version).toBe(first);
  });

  test('are refused without the right, with a wrong PIN, for a moment that is past, and over rules that came meanwhile', async () => {
    const { scene, person, calendar, ask, edit, rules } = await openLibrary(await use());
    const [sue, clerk] = [await person('sue', 'supervisor'), await person('clerk', 'night-lead')];
    const now = await calendar();
    const change = edit([{ key: 'main', calendar: { ...now, yearly: [{ day: '03-31', name: 'Chavez Day' }] } }]);
    const version = (await rules()).version;
    expect(await ask(clerk, change)).toBe('HF-AUTH-024');
    expect(await ask(clerk, change, clerk.pin)).toBe('HF-AUTH-024');
    expect(await ask(sue, change, '000000')).toBe('HF-AUTH-022');
    expect(await ask(sue, { ...change, at: scene.clock.now() - 1 } as What)).toBe('HF-RULES-006');
    expect(await ask(sue, { ...change, at: scene.clock.now() + 400 * DAY_MS } as What)).toBe('HF-RULES-006');
    expect(await ask(sue, change, undefined, 'others')).toBe('HF-RULES-005');
    expect((await rules()).version).toBe(version);
  });

  test('an emergency closing is not taken back as if it were an edit', async () => {
    const { scene, person, ask } = await openLibrary(await use());
    const sue = await person('sue', 'supervisor');
    await scene.writer.closeBranch({ branch: 'main', from: day + DAY_MS, to: day + 2 * DAY_MS, reason: 'snow' });
    const closing = (await scene.rows('ruleActivation')).find((one) => one.closing !== undefined);
    expect(await ask(sue, { kind: 'back', activation: closing?.id ?? '' }, sue.pin)).toBe('HF-RULES-008');
  });

  test('say what a group asks of new accounts, and what cannot be meant is refused with its group', async () => {
    const { person, ask, edit, rules } = await openLibrary(await use());
    const sue = await person('sue', 'supervisor');
    const [group] = joiningsOf(await rules());
    const id = group?.id ?? '';
    const joining = { required: ['birthDate', 'phones'], feeMinor: 2_500, ends: { months: 6 } };
    expect(await ask(sue, edit([], { groups: [{ id, joining }] }), sue.pin)).toMatchObject({
      changes: [{ of: 'joining', key: id }],
      isDone: true,
    });
    expect(joiningsOf(await rules())[0]?.joining).toEqual(joining);
    expect(await ask(sue, edit([], { groups: [{ id, joining: { ...joining, feeMinor: -5 } }] }))).toMatchObject({
      faults: [{ key: id, text: expect.stringContaining('feeMinor') as unknown }],
    });
    expect(await ask(sue, edit([], { groups: [{ id, joining: null }] }), sue.pin)).toMatchObject({ isDone: true });
    expect(joiningsOf(await rules())[0]?.joining).toBeNull();
  });
});
