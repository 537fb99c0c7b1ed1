// The bounds of a night grant: people, times, reasons at once, count and amount.

import { staffId } from '../../../../shared/core/ids.ts';
import type { Reason } from '../../../../shared/circ/decision.ts';
import { grantFor, isGrantHeld, NightGrantSchema, type NightGrant } from '../../../../shared/circ/night-grant.ts';

const grant: NightGrant = {
  grantId: 'g1',
  role: 'desk',
  staffId: null,
  codes: ['PATRON_FINES', 'PATRON_EXPIRED'],
  count: 3,
  limitMinor: 2_000,
  from: 100,
  to: 200,
};
const reason = (code: string, right: string | null, params: Reason['params'] = {}): Reason => ({
  code,
  effect: 'override',
  params,
  right,
  overridden: true,
});
const expired = reason('PATRON_EXPIRED', 'override-account');
const owing = (amountMinor: number) =>
  reason('PATRON_FINES', 'override-fees', { owed: { amountMinor, currency: 'USD' } });
const inHand = (acts: number, minor: number, more: Partial<NightGrant> = {}) => [
  { grant: { ...grant, ...more }, used: { acts, minor } },
];

describe('a night grant', () => {
  test('is held by its role or its person, from its beginning and not at its end, and never with a short PIN', () => {
    const by = (role: 'desk' | 'student' | 'supervisor') => ({ staffId: 'ana', role });
    expect([99, 100, 199, 200].map((at) => isGrantHeld(grant, by('desk'), at))).toEqual([false, true, true, false]);
    expect(isGrantHeld(grant, by('supervisor'), 150)).toBe(false);
    const personal = { ...grant, role: null, staffId: staffId('ana') };
    expect(isGrantHeld(personal, by('supervisor'), 150)).toBe(true);
    expect(isGrantHeld(personal, { staffId: 'ben', role: 'supervisor' }, 150)).toBe(false);
    expect(isGrantHeld(personal, by('student'), 150)).toBe(false);
  });

  test('covers all reasons at once or none, and none that no right lifts', () => {
    expect(grantFor([expired, owing(500)], inHand(0, 0))).toMatchObject({ minor: 500 });
    expect(grantFor([expired, reason('PATRON_BARRED', 'override-account')], inHand(0, 0))).toBeNull();
    expect(grantFor([reason('PATRON_EXPIRED', null)], inHand(0, 0))).toBeNull();
  });

  test('ends with its count and with its money, of which one that nobody can tell is too much', () => {
    expect(grantFor([expired], inHand(2, 0))).not.toBeNull();
    expect(grantFor([expired], inHand(3, 0))).toBeNull();
    expect(grantFor([expired], inHand(2, 0), 2)).toBeNull();
    expect(grantFor([owing(500)], inHand(0, 1_500))).not.toBeNull();
    expect(grantFor([owing(501)], inHand(0, 1_500))).toBeNull();
    expect(grantFor([expired], inHand(0, 2_000))).not.toBeNull();
    const untold = reason('PATRON_FINES', 'override-fees');
    expect(grantFor([untold], inHand(0, 0))).toBeNull();
    expect(grantFor([untold], inHand(0, 0, { limitMinor: null }))).toMatchObject({ minor: 0 });
  });

  test('of a role that this version does not know is nobody’s [I20]', () => {
    const later = NightGrantSchema.parse({ ...grant, role: 'night-manager' });
    expect(isGrantHeld(later, { staffId: 'ana', role: 'desk' }, 150)).toBe(false);
  });
});
