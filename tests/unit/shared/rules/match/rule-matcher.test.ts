// Matching by weights: the winning rule, the fields that others fill in, and the trace of those that do not match.

import { ruleMatcher } from '../../../../../shared/rules/match/rule-matcher.ts';
import type { RuleSubject } from '../../../../../shared/rules/match/rule-subject.ts';
import type { LoanRule, WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import { days, duration, fine, maxFine, rule, ruleSet } from '../../../../support/small-library.ts';

const subject: RuleSubject = {
  patronGroup: 'seniors',
  deskBranch: 'annex',
  itemHome: 'main',
  itemOwner: 'main',
  patronHome: 'east',
  itemKind: 'dvd',
  location: 'shelf',
  recordType: 'a',
  recordForm: null,
  recordLevel: 'm',
  videoFormat: null,
  reference: false,
  juvenile: false,
  renewal: false,
  patronAge: 7000,
  itemAge: 10,
};

const match = (rules: LoanRule[], about: Partial<RuleSubject> = {}, over: Partial<WeightedRuleSet> = {}) =>
  ruleMatcher(ruleSet({ ...over, rules }))({ ...subject, ...about });

const withCriteria = (id: string, criteria: LoanRule['criteria'], over: Partial<LoanRule> = {}) =>
  rule(id, { criteria, ...over });

describe('matching by weights', () => {
  test('prefers the nearer group, and any group to any branch', () => {
    const rules = [
      withCriteria('1', { patronGroup: { in: ['everybody'] } }),
      withCriteria('2', { patronGroup: { in: ['students'] } }),
      withCriteria('3', { patronGroup: { in: ['seniors'] } }),
      withCriteria('4', { deskBranch: { in: ['annex'] }, itemKind: { in: ['dvd'] } }),
    ];
    expect(match(rules).candidates.map(({ ruleId }) => ruleId)).toEqual(['3', '2', '1', '4']);
  });

  test('matches branches by ancestry, from whichever of several named ones is nearest', () => {
    const near = withCriteria('1', { deskBranch: { in: ['all', 'main'] } });
    const far = withCriteria('2', { deskBranch: { in: ['north'] } });
    expect(match([far, near]).rowIds).toEqual(['1']);
    expect(match([withCriteria('1', { deskBranch: { in: ['east'] } })]).gives).toBeNull();
    expect(match([withCriteria('1', { deskBranch: { notIn: ['south'] } })]).gives).not.toBeNull();
    expect(match([withCriteria('1', { deskBranch: { notIn: ['north'] } })]).gives).toBeNull();
  });

  test('scores as told: 2^(2w − distance/denominator) for trees, 4^w for the rest', () => {
    const rules = [withCriteria('1', { patronGroup: { in: ['students'] }, itemKind: { in: ['dvd'] } })];
    // The deepest level of both trees is 3 (the annex), so the denominator is 4.
    expect(match(rules).candidates[0]?.score).toBeCloseTo(2 ** (22 - 1 / 4) + 4 ** 5, 6);
    const weighed = match(rules, {}, { weights: { patronGroup: 2, itemKind: 1 } });
    expect(weighed.candidates[0]?.score).toBeCloseTo(2 ** (4 - 1 / 4) + 4, 6);
  });

  test('filters by record level without scoring it', () => {
    const level = withCriteria('2', { recordLevel: { in: ['m'] } });
    expect(match([level]).candidates[0]?.score).toBe(0);
    expect(match([level], { recordLevel: 's' }).gives).toBeNull();
  });

  test('prefers the shorter bound on the age of an item, and takes bounds strictly', () => {
    const month = withCriteria('1', { itemAge: { youngerThanDays: 30 } });
    const fortnight = withCriteria('2', { itemAge: { youngerThanDays: 14 } });
    expect(match([month, fortnight]).rowIds[0]).toBe('2');
    expect(match([fortnight], { itemAge: 14 }).gives).toBeNull();
    const adult = withCriteria('1', { patronAge: { olderThanDays: 7000 } });
    expect(match([adult]).gives).toBeNull();
    expect(match([adult], { patronAge: 7001 }).gives).not.toBeNull();
    expect(match([adult], { patronAge: null }).gives).toBeNull();
  });

  test('gives ties to the lower position, then to the lower id', () => {
    const same = { patronGroup: { in: ['everybody'] } };
    const rules = [
      withCriteria('10', same, { position: 2 }),
      withCriteria('9', same, { position: 2 }),
      withCriteria('11', same, { position: 1 }),
    ];
    expect(match(rules).candidates.map(({ ruleId }) => ruleId)).toEqual(['11', '9', '10']);
  });

  test('fills what the best row leaves open from the next rows, and says who gave what', () => {
    const rules = [
      rule('1'),
      withCriteria('4', { patronGroup: { in: ['students'] } }, { gives: { circulates: true, maxFine } }),
    ];
    const { gives, rowIds, candidates } = match(rules);
    expect(gives).toEqual({ circulates: true, duration: duration(days(14)), fine, maxFine });
    expect(rowIds).toEqual(['4', '1']);
    expect(candidates.map(({ ruleId, gave }) => [ruleId, gave])).toEqual([
      ['4', ['circulates', 'maxFine']],
      ['1', ['duration', 'fine']],
    ]);
  });

  test('takes fixed dates from no other row where the period of the best one runs', () => {
    const schedules = [{ from: 0, to: 10, due: 20 }];
    const kind = { patronGroup: { in: ['seniors'] }, itemKind: { in: ['dvd'] } };
    const everybody = rule('2', { gives: { ...rule('2').gives, schedules } });
    const running = withCriteria('1', kind, { gives: { duration: duration(days(3)), circulates: true } });
    const { gives, rowIds, candidates } = match([running, everybody]);
    expect(gives?.schedules).toBeUndefined();
    expect(rowIds).toEqual(['1', '2']);
    expect(candidates.find(({ ruleId }) => ruleId === '2')?.gave).not.toContain('schedules');
    const onlyDates = rule('2', { gives: { schedules } });
    const others = match([running, onlyDates]);
    expect(others.rowIds).toEqual(['1']);
    const fixed = {
      ...running,
      gives: { duration: { ...duration(days(3)), due: 'fixed' as const }, circulates: true },
    };
    expect(match([fixed, onlyDates])).toMatchObject({ gives: { schedules }, rowIds: ['1', '2'] });
  });

  test('lists the winner, fillers, matching rows with nothing to add, then the others best first with what they failed on', () => {
    const { candidates } = match([
      withCriteria('1', { patronGroup: { in: ['staff'] } }),
      withCriteria('2', { patronGroup: { in: ['seniors'] }, itemKind: { in: ['map'] } }),
      rule('3'),
      withCriteria('4', { patronGroup: { in: ['seniors'] } }, { gives: { circulates: true } }),
      withCriteria('5', {}),
      rule('6', { active: false }),
    ]);
    expect(candidates.map(({ ruleId, matched, failedOn }) => [ruleId, matched, failedOn])).toEqual([
      ['4', true, null],
      ['3', true, null],
      ['5', true, null],
      ['2', false, 'itemKind'],
      ['1', false, 'patronGroup'],
    ]);
  });

  test('an imported rule set without a fine lends nothing, one of Holdfast’s own lends without fine', () => {
    const rules = [rule('1', { gives: { circulates: true, duration: duration(days(14)) } })];
    expect(match(rules).gives).not.toBeNull();
    const imported = match(rules, {}, { profile: 'evergreen' });
    expect(imported.gives).toBeNull();
    expect(imported.missing).toEqual(['fine', 'maxFine']);
  });

  test('never matches an inactive row', () => {
    expect(match([rule('1', { active: false })])).toMatchObject({ gives: null, candidates: [] });
  });

  test('ends on trees whose rows name each other', () => {
    const groups = [
      { id: 'seniors', name: '', parent: 'students', isStaff: false },
      { id: 'students', name: '', parent: 'seniors', isStaff: false },
    ];
    expect(match([withCriteria('1', { patronGroup: { in: ['students'] } })], {}, { groups }).gives).not.toBeNull();
  });
});
