// The debt limit for borrowing, in the rules of three systems.

import { branchId } from '../../../../../shared/core/ids.ts';
import { DEFAULT_SETTINGS } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { finesLimit } from '../../../../../shared/rules/limits/fines-limit.ts';
import type { GroupLimit } from '../../../../../shared/rules/model/policy-rule-set.ts';
import type { Threshold } from '../../../../../shared/rules/model/rule-set.ts';
import { folioRules } from '../../../../support/folio-rules.ts';
import { kohaRules } from '../../../../support/koha-rules.ts';
import { ruleSet } from '../../../../support/small-library.ts';

const student = { group: 'students', branch: 'main' };
const fines = (group: string, limit: number, blocks: Threshold['blocks'] = ['CIRC']): Threshold => ({
  group,
  branch: branchId('all'),
  counts: 'fines',
  limit,
  blocks,
});

test('Evergreen stops at the nearest threshold, and only where that stops loans', () => {
  const of = (...thresholds: Threshold[]) => finesLimit(ruleSet({ thresholds }), student);
  expect(of(fines('everybody', 1_000), fines('students', 500))).toEqual({ minor: 500, isAbove: false });
  expect(of(fines('everybody', 1_000))).toEqual({ minor: 1_000, isAbove: false });
  expect(of(fines('everybody', 1_000), fines('students', 500, ['HOLD']))).toBeNull();
  expect(of()).toBeNull();
});

test('FOLIO stops at the lowest limit of the group itself that stops borrowing', () => {
  const limit = (group: string, minor: number, blocks: GroupLimit['blocks'] = ['borrowing']): GroupLimit => ({
    group,
    counts: 'fines',
    limit: minor,
    blocks,
  });
  const of = (...limits: GroupLimit[]) => finesLimit(folioRules({ limits }), student);
  expect(of(limit('students', 900), limit('students', 700), limit('staff', 1))).toEqual({ minor: 700, isAbove: false });
  expect(of(limit('students', 900, ['requests']), limit('staff', 1))).toBeNull();
});

test('Koha stops above its limit, or never', () => {
  const of = (settings: Partial<typeof DEFAULT_SETTINGS>) =>
    finesLimit(kohaRules({ settings: { ...DEFAULT_SETTINGS, ...settings } }), student);
  expect(of({ noIssuesCharge: 5 })).toEqual({ minor: 500, isAbove: true });
  expect(of({ noIssuesCharge: null })).toBeNull();
});
