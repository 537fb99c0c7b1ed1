// Facts of an act that reports count, read off its body.

import { actFacts } from '../../../../shared/reports/act-facts.ts';

const none = { shiftId: null, staffId: null, overrides: null, forHold: null };

describe('the facts of an act for reports', () => {
  test('is its shift, who did it, what was overridden, and what became of who waited', () => {
    const body = {
      name: 'checkout',
      shiftId: 'S',
      staffId: 'ana',
      override: { codes: ['PATRON_FINES'] },
      told: { fills: 'H' },
    };
    expect(actFacts(body)).toEqual({
      shiftId: 'S',
      staffId: 'ana',
      overrides: ['PATRON_FINES'],
      forHold: 'filled',
    });
    expect(actFacts({ name: 'checkin', staffId: null, told: { holdId: 'H' } })).toEqual({
      ...none,
      forHold: 'shelved',
    });
  });

  test('is nothing where it says nothing of it, and where it cannot be read', () => {
    expect(actFacts({ name: 'checkin', staffId: null, told: { fills: 'H', holdId: null } })).toEqual(none);
    expect(actFacts({ name: 7, shiftId: {}, staffId: 'x'.repeat(129), override: 'no', told: [] })).toEqual(none);
    expect(actFacts('no object')).toEqual(none);
  });
});
