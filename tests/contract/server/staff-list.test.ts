// Staff, read and changed by a person at a desk who manages them.

import type { Role } from '../../../shared/circ/rights.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { StaffChange } from '../../../shared/wire/staff-list.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { changeRoleRights } from '../../../server/staff/role-rights.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { staffForDesk } from '../../../server/staff/staff-for-desk.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const add = ({ store, clock }: Scene, staff: string, role: Role) =>
  addStaff({ store, clock, random: testRandom }, { staff, role });

describeStores('staff at a desk', (use) => {
  const openDesk = async (place: Parameters<typeof openScene>[0]) => {
    const scene = await openScene(place);
    const { clock } = scene;
    const parts = { store: scene.store, clock, random: testRandom, tries: createPinTries(scene) };
    const ask = async (by: Awaited<ReturnType<typeof add>>, what?: StaffChange, pin = by.pin) => {
      try {
        const change = what === undefined ? {} : { change: { what, pin } };
        return await staffForDesk(parts, { staffId: by.staffId, ...change });
      } catch (error) {
        if (error instanceof HoldfastError) return error.code;
        throw error;
      }
    };
    return { scene, ask };
  };

  test('are added, given a new PIN and ended by a supervisor, with the PIN of the supervisor', async () => {
    const { scene, ask } = await openDesk(await use());
    const boss = await add(scene, 'boss', 'supervisor');
    const added = await ask(boss, { kind: 'add', name: 'kim', role: 'student' });
    expect(added).toMatchObject({ made: { staff: 'kim', pin: expect.stringMatching(/^\d{4}$/) } });
    expect(added).toMatchObject({
      staff: expect.arrayContaining([
        expect.objectContaining({ staff: 'kim', role: 'student', until: null }),
      ]) as unknown,
    });
    expect(await ask(boss, { kind: 'new-pin', name: 'kim' })).toMatchObject({ made: { staff: 'kim' } });
    expect(await ask(boss, { kind: 'disable', name: 'kim' })).toMatchObject({
      staff: expect.arrayContaining([expect.objectContaining({ staff: 'kim', role: null, until: null })]) as unknown,
      made: null,
    });
    expect(await ask(boss, { kind: 'new-pin', name: 'kim' }, '000000')).toBe('HF-AUTH-022');
  });

  test('have an end that is set anew, and are told when they last did something', async () => {
    const { scene, ask } = await openDesk(await use());
    const boss = await add(scene, 'boss', 'supervisor');
    const kim = await add(scene, 'kim', 'desk');
    const desk = await scene.desk('A');
    desk.checkout('X0', 'P0', { at: at(10), staff: kim.staffId });
    await scene.send(desk);
    const until = at(10) + 90 * 86_400_000;
    const listed = (answer: Awaited<ReturnType<typeof ask>>, name: string) =>
      typeof answer === 'string' ? answer : answer.staff.find(({ staff }) => staff === name);
    expect(listed(await ask(boss, { kind: 'until', name: 'kim', until }), 'kim')).toMatchObject({
      until,
      lastAt: at(10),
    });
    expect(listed(await ask(boss, { kind: 'until', name: 'KIM', until: null }), 'kim')).toMatchObject({ until: null });
    expect(listed(await ask(boss), 'boss')).toMatchObject({ lastAt: null });
    expect(await ask(boss, { kind: 'until', name: 'boss', until })).toBe('HF-AUTH-024');
  });

  test('are nothing for a person without the right, and administrators are changed by administrators alone', async () => {
    const { scene, ask } = await openDesk(await use());
    const [clerk, boss, admin] = [
      await add(scene, 'clerk', 'desk'),
      await add(scene, 'boss', 'supervisor'),
      await add(scene, 'admin', 'administrator'),
    ];
    expect(await ask(clerk)).toBe('HF-AUTH-024');
    expect(await ask(boss, { kind: 'add', name: 'other', role: 'administrator' })).toBe('HF-AUTH-024');
    expect(await ask(boss, { kind: 'new-pin', name: 'admin' })).toBe('HF-AUTH-024');
    expect(await ask(boss, { kind: 'role', name: 'clerk', role: 'administrator' })).toBe('HF-AUTH-024');
    expect(await ask(boss, { kind: 'disable', name: 'Boss' })).toBe('HF-AUTH-024');
    expect(await ask(admin, { kind: 'new-pin', name: 'boss' })).toMatchObject({ made: { staff: 'boss' } });
    // A role with that right does not manage staff with more rights.
    await changeRoleRights(scene, 'desk', { give: ['manage-staff'], take: [] });
    expect(await ask(clerk, { kind: 'add', name: 'kim', role: 'student' })).toMatchObject({ made: { staff: 'kim' } });
    expect(await ask(clerk, { kind: 'add', name: 'lee', role: 'supervisor' })).toBe('HF-AUTH-024');
    expect(await ask(clerk, { kind: 'new-pin', name: 'boss' })).toBe('HF-AUTH-024');
  });
});
