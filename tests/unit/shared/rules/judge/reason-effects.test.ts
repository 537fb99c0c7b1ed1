// The table of effects: every reason that may be overridden has a right, and a reason without a right is never an
// override.

import { OVERRIDE_RIGHTS } from '../../../../../shared/circ/rights.ts';
import { REASONS, type ReasonCode } from '../../../../../shared/core/codes/reasons.ts';
import { effectOf } from '../../../../../shared/rules/judge/reason-effects.ts';
import { ProfileNameSchema } from '../../../../../shared/rules/model/profile-name.ts';

const codes = Object.keys(REASONS) as ReasonCode[];
/** Reasons that a desk makes overridable although the table blocks: the record is made up later. */
const RECORDED_LATER = new Set<ReasonCode>(['ITEM_UNKNOWN', 'PATRON_UNKNOWN']);

test('every reason that may be overridden names its right', () => {
  const without = codes.filter(
    (code) => effectOf('holdfast', code) === 'override' && OVERRIDE_RIGHTS[code] === undefined,
  );
  expect(without).toEqual([]);
});

test('no right is for a reason that nobody can override anywhere', () => {
  const idle = (Object.keys(OVERRIDE_RIGHTS) as ReasonCode[]).filter(
    (code) =>
      !RECORDED_LATER.has(code) && ProfileNameSchema.options.every((profile) => effectOf(profile, code) !== 'override'),
  );
  expect(idle).toEqual([]);
});

test.each(['holdfast', 'evergreen'] as const)(
  'in %s only what leaves nothing to lend by blocks a checkout',
  (profile) => {
    const blocking = codes.filter(
      (code) => effectOf(profile, code) === 'block' && !/^(AUTO|POLICY|PERIOD)_/.test(code),
    );
    expect(blocking.toSorted()).toEqual([
      'CALENDAR_MISSING',
      'DESK_MISSING',
      'DUE_PAST_RECALL',
      'DUE_TOO_SOON',
      'ITEM_UNKNOWN',
      'LOAN_NOT_FOUND',
      'NO_OPEN_DAYS',
      'NO_RULE',
      'OWN_ACCOUNT',
      'PATRON_UNKNOWN',
    ]);
  },
);
