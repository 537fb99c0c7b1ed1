// Roles at the fake desk: two rights, which an administrator switches with any known PIN.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { FAKE_STAFF } from './fake-data.ts';
import { FakeRefusal } from './fake-refusal.ts';

export function fakeRoles(): Pick<Handlers, 'role.list' | 'role.change' | 'people.list' | 'people.change'> {
  const all = ['circulate', 'override-item', 'undo-others'];
  const rights = new Map<string, readonly string[]>([
    ['student', ['circulate']],
    ['desk', ['circulate', 'override-item']],
  ]);
  const view = () => ({ all, roles: [...rights].map(([role, own]) => ({ role, rights: [...own] })) });
  const off = new Set<string>();
  const staff = () =>
    FAKE_STAFF.map((one) => ({
      staff: one.staff,
      role: off.has(one.staff) ? null : one.role,
      until: null,
      isMe: false,
      mayChange: true,
    }));
  return {
    'people.list': () => ({ staff: staff(), made: null }),
    'people.change'({ what, pin }) {
      if (!FAKE_STAFF.some((one) => one.pin === pin))
        throw new FakeRefusal('HF-AUTH-022', 'the name or the PIN is wrong; try again');
      if (what.kind === 'disable') off.add(what.name);
      return { staff: staff(), made: what.kind === 'disable' ? null : { staff: what.name, pin: '4711' } };
    },
    'role.list': view,
    'role.change'({ role, give, take, pin }) {
      if (!FAKE_STAFF.some((one) => one.pin === pin))
        throw new FakeRefusal('HF-AUTH-022', 'the name or the PIN is wrong; try again');
      rights.set(
        role,
        [...(rights.get(role) ?? []), ...give].filter((right) => !take.includes(right)),
      );
      return view();
    },
  };
}
