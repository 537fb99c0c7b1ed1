// Grants as they are read from the wire: a server may be newer than its desks.

import { StaffGrantSchema } from '../../../../shared/wire/staff-grants.ts';

const grant = {
  staffId: 's1',
  staff: 'ana',
  role: 'desk',
  permissions: ['circulate'],
  salt: '00',
  verifier: '11',
  expires: null,
};

describe('a grant', () => {
  test('is read as it was written', () => {
    expect(StaffGrantSchema.parse(grant)).toEqual(grant);
  });

  test('of a role that nobody knows here is of the least one, and keeps its rights by name [I20]', () => {
    const newer = { ...grant, role: 'archmage', permissions: ['circulate', 'conjure'] };
    expect(StaffGrantSchema.parse(newer)).toEqual({ ...newer, role: 'student' });
  });

  test.each(Object.keys(grant))('without its %s is none, save without a role', (field) => {
    const rest = Object.fromEntries(Object.entries(grant).filter(([name]) => name !== field));
    expect(StaffGrantSchema.safeParse(rest).success).toBe(field === 'role');
  });
});
