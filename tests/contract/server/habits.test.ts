// Keys of the library's own and rights that come with the lessons, set from a desk: by people who may edit rules, with their PIN, never over another
// person's values of meanwhile, and never a key that no desk could use.

import { bookingId, branchId, type StaffId } from '../../../shared/core/ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Habits } from '../../../shared/wire/habits.ts';
import { habitsForDesk } from '../../../server/library/habits-for-desk.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at, testItem } from './support/test-library.ts';

describeStores('keys and lessons of a library', (use) => {
  test('are set whole or not at all, published with the row of the library, and other settings stay', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(10));
    const { store, clock } = scene;
    const person = (staff: string, role: 'supervisor' | 'desk') =>
      addStaff({ store, clock, random: testRandom }, { staff, role });
    const [sue, dana] = [await person('sue', 'supervisor'), await person('dana', 'desk')];
    const parts = { store, clock, tries: createPinTries(scene) };
    type By = { readonly staffId: StaffId; readonly pin: string };
    const set = (habits: Habits, seen: Habits = {}, by: By = sue) =>
      habitsForDesk(parts, { staffId: by.staffId, pin: by.pin, habits, seen }).catch((error: unknown) =>
        error instanceof HoldfastError ? error.code : error,
      );
    const desk = async () => (await scene.rows('library'))[0]?.desk;
    const marks = async () => (await scene.rows('staffMark'))[0]?.revision ?? 0;
    await scene.writer.changeLibrary((library) => ({ ...library, desk: { undoNeedsReason: true } }));
    const own: Habits = { keys: { slip: 'F12' }, lessonRights: ['handle-money'] };
    expect(await set(own, {}, dana)).toBe('HF-AUTH-024');
    expect(await set(own, {}, { ...sue, pin: '0' })).toBe('HF-AUTH-022');
    expect(await set({ keys: { slip: 'F2' } })).toBe('HF-RULES-011');
    expect(await set({ keys: { slip: 'Ctrl+W' } })).toBe('HF-RULES-011');
    expect(await set({ lessonRights: ['circulate'] })).toBe('HF-RULES-011');
    expect(await set({ lessonRights: ['fly'] })).toBe('HF-RULES-011');
    expect(await desk()).toEqual({ undoNeedsReason: true });
    const before = await marks();
    expect(await set(own)).toEqual(own);
    expect(await desk()).toEqual({ undoNeedsReason: true, ...own });
    // Desks fetch the rights again.
    expect(await marks()).toBe(before + 1);
    expect(await set({ keys: { undo: 'F12' } }, {})).toBe('HF-RULES-009');
    // A desk of an older version knows of no carts and no handling: these stay, and are not held against it.
    const newer: Habits = {
      carts: { [branchId('main')]: [{ name: 'Science', from: 'QA' }] },
      cues: { dvd: ['count-discs'] },
    };
    expect(await set(newer, {})).toEqual({ ...own, ...newer });
    const other: Habits = { ...own, keys: { undo: 'F12' } };
    expect(await set(other, own)).toEqual({ ...other, ...newer });
    // A desk that knows of them takes them back, and gets the values set meanwhile.
    expect(await set({ carts: {} }, { carts: {} })).toBe('HF-RULES-009');
    expect(await set({}, newer)).toEqual(other);
    // Desks that hear each other: switched on and off by itself.
    expect(await set({ ...other, lan: true }, other)).toEqual({ ...other, lan: true });
    expect(await desk()).toMatchObject({ lan: true });
    expect(await set(other, { ...other, lan: true })).toEqual(other);
    // The name of course reserves: it stays with a change of a desk that does not know of it, and goes by itself.
    const named: Habits = { reservesName: 'Course Readings' };
    expect(await set(named, {})).toEqual({ ...other, ...named });
    expect(await set({ ...other, lan: true }, other)).toEqual({ ...other, lan: true, ...named });
    expect(await set(other, { ...other, lan: true, ...named })).toEqual(other);
    // Searches for missing copies.
    const searches = { searches: { times: 5, everyDays: 7 } };
    expect(await set(searches, {}, dana)).toBe('HF-AUTH-024');
    expect(await set(searches, {})).toEqual({ ...other, ...searches });
    expect(await set({}, { searches: { times: 4, everyDays: 7 } })).toBe('HF-RULES-009');
    expect(await set({}, searches)).toEqual(other);
    expect(await set({}, other)).toEqual({});
    expect(await desk()).toEqual({ undoNeedsReason: true });
  });

  test('a kind that is lent by number goes only once its pieces are back, and no two have one name', async () => {
    const scene = await openScene(await use());
    const { store, clock, writer } = scene;
    const sue = await addStaff({ store, clock, random: testRandom }, { staff: 'sue', role: 'supervisor' });
    const parts = { store, clock, tries: createPinTries(scene) };
    const pbk = { id: 'pbk', name: 'Paperbacks', type: 'book' };
    const pbk2 = { id: 'pbk2', name: 'Magazines', type: 'book' };
    const set = (uncataloged: Habits['uncataloged'], seen: Habits['uncataloged'] = []) =>
      habitsForDesk(parts, { ...sue, habits: { uncataloged }, seen: { uncataloged: seen } }).catch((error: unknown) =>
        error instanceof HoldfastError ? [error.code, error.params] : error,
      );
    expect(await set([pbk, { ...pbk2, name: 'paperbacks' }])).toEqual(['HF-RULES-011', { place: 'paperbacks' }]);
    expect(await set([pbk, { ...pbk2, id: 'pbk' }])).toMatchObject(['HF-RULES-011', {}]);
    expect(await set([pbk, pbk2])).toEqual({ uncataloged: [pbk, pbk2] });
    await writer.putRows('item', [testItem('X0', { barcode: 'UC-PBK-A1-1' })]);
    const desk = await scene.desk('a');
    desk.checkout('X0', 'P0', { at: at(9), dueAt: at(20) });
    await scene.send(desk);
    expect(await set([pbk2], [pbk, pbk2])).toEqual(['HF-RULES-013', { place: 'Paperbacks' }]);
    // The code of the other one begins alike, and none of it is out.
    expect(await set([pbk], [pbk, pbk2])).toEqual({ uncataloged: [pbk] });
    desk.checkin('X0', { at: at(10) });
    await scene.send(desk);
    expect(await set([], [pbk])).toEqual({});
  });

  test('a kind of equipment goes only once no booking of it stands; settings from before names were checked stay', async () => {
    const scene = await openScene(await use());
    const { store, clock, writer } = scene;
    const sue = await addStaff({ store, clock, random: testRandom }, { staff: 'sue', role: 'supervisor' });
    const parts = { store, clock, tries: createPinTries(scene) };
    const set = (habits: Habits, seen: Habits) =>
      habitsForDesk(parts, { ...sue, habits, seen }).catch((error: unknown) =>
        error instanceof HoldfastError ? [error.code, error.params] : error,
      );
    const camera = { id: 'camera', name: 'Cameras', types: ['camera'], quantity: 1 };
    const lens = { id: 'lens', name: 'Lenses', types: ['lens'], agreement: { lasts: { days: 90 } } };
    expect(await set({ equipment: [camera, { ...lens, name: 'CAMERAS' }] }, {})).toEqual([
      'HF-RULES-011',
      { place: 'CAMERAS' },
    ]);
    expect(await set({ equipment: [camera, lens] }, {})).toEqual({ equipment: [camera, lens] });
    const desk = await scene.desk('a');
    const [from, to] = [at(20), at(22)];
    const patronId = 'P0';
    const booking = { bookingId: bookingId('b1'), patronId };
    const args = { ...booking, kind: 'camera', itemId: null, card: 'card-P0', from, to, branch: 'main' };
    const done = { decision: 'done', reasons: [] };
    desk.record('placeBooking', { args, told: { ...done, noShowAt: at(20, 30) } }, { at: at(9) });
    await scene.send(desk);
    expect(await set({ equipment: [lens] }, { equipment: [camera, lens] })).toEqual([
      'HF-RULES-013',
      { place: 'Cameras' },
    ]);
    const fewer = { equipment: [{ ...camera, quantity: 2 }] };
    expect(await set(fewer, { equipment: [camera, lens] })).toEqual(fewer);
    desk.record('cancelBooking', { args: booking, told: done }, { at: at(10) });
    await scene.send(desk);
    expect(await set({}, fewer)).toEqual({});
    // The command line takes two kinds of one name; they are not held against keys.
    const twice = { equipment: [camera, { ...lens, name: 'Cameras' }] };
    await writer.changeLibrary((library) => ({ ...library, desk: twice }));
    const keys = { keys: { slip: 'F12' } };
    expect(await set({ ...twice, ...keys }, twice)).toEqual({ ...twice, ...keys });
  });
});
