// The rights of a library's roles, since when they hold, and the cards of staff.

import { RightSchema, ROLE_RIGHTS, type Role } from '../../../shared/circ/rights.ts';
import { changeRoleRights, roleRights } from '../../../server/staff/role-rights.ts';
import { addStaff, setOwnCard } from '../../../server/staff/staff-directory.ts';
import { staffGrants } from '../../../server/staff/staff-grants.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { roleRightsForDesk } from '../../../server/staff/role-rights-for-desk.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { StaffId } from '../../../shared/core/ids.ts';
import type { RoleRightsRequest, RoleRightsResponse } from '../../../shared/wire/role-rights.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const DESK = { branch: 'main', pepper: Buffer.alloc(32).toString('base64') };
const grantOf = async ({ store, clock }: Scene, staff: string) =>
  (await staffGrants({ store, clock }, DESK)).grants.find((grant) => grant.staff === staff);
const add = ({ store, clock }: Scene, staff: string, role: Role) =>
  addStaff({ store, clock, random: testRandom }, { staff, role });

describeStores('the rights of a role', (use) => {
  test('are those that Holdfast comes with, until the library gives some and takes others, from then on', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(10));
    await add(scene, 'dana', 'desk');
    expect((await grantOf(scene, 'dana'))?.permissions).toEqual([...ROLE_RIGHTS.desk]);
    const changed = await changeRoleRights(scene, 'desk', { give: ['waive-fees'], take: ['recall', 'what-if'] });
    expect(new Set(changed)).toEqual(
      new Set([...ROLE_RIGHTS.desk, 'waive-fees'].filter((right) => right !== 'recall' && right !== 'what-if')),
    );
    expect((await grantOf(scene, 'dana'))?.permissions).toEqual([...changed]);
    const rightsAt = await scene.store.read(roleRights);
    expect(rightsAt('desk', at(9))).toEqual(ROLE_RIGHTS.desk);
    expect(rightsAt('desk', at(11))).toEqual(changed);
    expect(rightsAt('night-lead', at(11))).toEqual(ROLE_RIGHTS['night-lead']);
  });

  test('are changed one change after the other, and marked for every desk', async () => {
    const scene = await openScene(await use());
    await add(scene, 'dana', 'desk');
    const { store, clock } = scene;
    const revision = async () => (await staffGrants({ store, clock }, DESK)).revision;
    const before = await revision();
    await Promise.all([
      changeRoleRights(scene, 'supervisor', { give: [], take: ['merge-patrons'] }),
      changeRoleRights(scene, 'supervisor', { give: [], take: ['sign-outage'] }),
    ]);
    const held = (await store.read(roleRights))('supervisor', clock.now());
    expect(held).not.toContain('merge-patrons');
    expect(held).not.toContain('sign-outage');
    expect(await revision()).toBe(before + 2);
  });

  test('leave no role without the rights that a desk needs, and short PINs without overrides', async () => {
    const scene = await openScene(await use());
    const code = async (role: Role, give: string[], take: string[]) => {
      const parse = (names: string[]) => names.map((name) => RightSchema.parse(name));
      return changeRoleRights(scene, role, { give: parse(give), take: parse(take) }).then(
        () => 'changed',
        ({ code: refused }: { readonly code: unknown }) => refused,
      );
    };
    expect(await code('desk', [], ['circulate'])).toBe('HF-AUTH-011');
    expect(await code('student', ['override-fees'], [])).toBe('HF-AUTH-010');
    expect(await code('student', ['recall'], [])).toBe('changed');
  });
});

describeStores('the card of somebody who works here', (use) => {
  test('goes with their grant, is one that somebody has, and is taken back', async () => {
    const scene = await openScene(await use());
    await add(scene, 'dana', 'desk');
    expect(await grantOf(scene, 'dana')).not.toHaveProperty('ownCard');
    await setOwnCard(scene, 'dana', 'card-P0');
    expect(await grantOf(scene, 'dana')).toMatchObject({ ownCard: 'card-P0' });
    await expect(setOwnCard(scene, 'dana', 'no-such-card')).rejects.toMatchObject({ code: 'HF-PATRON-001' });
    await expect(setOwnCard(scene, 'nobody', 'card-P0')).rejects.toMatchObject({ code: 'HF-AUTH-005' });
    await setOwnCard(scene, 'dana', null);
    expect(await grantOf(scene, 'dana')).not.toHaveProperty('ownCard');
  });

  test('are changed from a desk by an administrator alone, with their PIN, who stays one whatever is taken', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(10));
    const admin = await add(scene, 'ada', 'administrator');
    const { staffId: other, pin } = await add(scene, 'sue', 'supervisor');
    const parts = { store: scene.store, clock: scene.clock, tries: createPinTries(scene) };
    const ask = (staffId: StaffId, change?: RoleRightsRequest['change']) =>
      roleRightsForDesk(parts, { staffId, ...(change === undefined ? {} : { change }) });
    const refusal = async (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => 'taken',
        (error: unknown) => (error instanceof HoldfastError ? error.code : error),
      );
    const change = { role: 'desk', give: ['waive-fees', 'of a later version'], take: ['recall'] } as const;
    const given = (withPin: string) => ({
      role: change.role,
      give: [...change.give],
      take: [...change.take],
      pin: withPin,
    });
    expect(await refusal(ask(other))).toBe('HF-AUTH-024');
    expect(await refusal(ask(other, given(pin)))).toBe('HF-AUTH-024');
    expect(await refusal(ask(admin.staffId, given('0')))).toBe('HF-AUTH-022');
    expect((await scene.store.read(roleRights))('desk', at(11))).toEqual(ROLE_RIGHTS.desk);
    const rightsIn = ({ roles }: RoleRightsResponse, role: string) => roles.find((one) => one.role === role)?.rights;
    const after = rightsIn(await ask(admin.staffId, given(admin.pin)), 'desk');
    expect(after).toContain('waive-fees');
    expect(after).not.toContain('recall');
    const all = ROLE_RIGHTS.administrator.filter((right) => !ROLE_RIGHTS.student.includes(right));
    const byAda = (role: Role, { give = [], take = [] }: { give?: string[]; take?: string[] }) =>
      ask(admin.staffId, { role, give, take, pin: admin.pin });
    const stripped = await byAda('administrator', { take: all });
    expect(rightsIn(stripped, 'administrator')).toEqual(ROLE_RIGHTS.student);
    const back = await byAda('administrator', { give: all });
    expect(rightsIn(back, 'administrator')).toHaveLength(ROLE_RIGHTS.administrator.length);
    expect(await refusal(byAda('student', { give: ['override-item'] }))).toBe('HF-AUTH-010');
    for (const _ of [1, 2, 3, 4]) await refusal(ask(admin.staffId, given('0')));
    expect(await refusal(ask(admin.staffId, given(admin.pin)))).toBe('HF-AUTH-023');
  });
});
