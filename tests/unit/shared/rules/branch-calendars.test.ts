// When branches are open, as fines count it.

import { branchCalendars } from '../../../../shared/rules/branch-calendars.ts';
import { asksForCalendar, overdueFine, policyFine } from '../../../../shared/rules/overdue-fine.ts';
import type { RuleSet } from '../../../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../../../shared/rules/resolve/rule-engine.ts';
import type { FullPolicy } from '../../../../shared/rules/resolve/resolved.ts';
import { UNKNOWN_SUBJECT } from '../../../../shared/rules/match/rule-subject.ts';
import { folioRules } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../support/koha-rules.ts';
import { calendar, inNewYork, ruleSet } from '../../../support/small-library.ts';

describe('the calendars of branches', () => {
  const sunday = inNewYork('2022-06-12T23:59:59');

  test('come from the rules, and are the same each time', () => {
    const timesOf = branchCalendars(ruleSet());
    expect(timesOf('main')?.isClosedAt(sunday)).toBe(true);
    expect(timesOf('main')).toBe(timesOf('main'));
  });

  test('are none where the rules have none', () => {
    expect(branchCalendars(ruleSet({}, null))('main')).toBeNull();
    expect(branchCalendars(ruleSet())('elsewhere')).toBeNull();
    expect(branchCalendars(folioRules())('elsewhere')).toBeNull();
  });

  test('of rules that know closed days only are open on all others', () => {
    expect(branchCalendars(kohaRules())('anywhere')?.isClosedAt(sunday)).toBe(false);
  });
});

describe('a fine', () => {
  const [friday, monday] = [inNewYork('2022-06-10T23:59:59'), inNewYork('2022-06-13T23:00:00')];
  const main = (rules: RuleSet) => ruleEngine(rules).timesOf('main');
  const policyOf = (rules: RuleSet, kind: string | null = null): FullPolicy => {
    const { policy } = ruleEngine(rules).resolve({
      subject: { ...UNKNOWN_SUBJECT, patronGroup: 'students', deskBranch: 'main', itemHome: 'main', itemKind: kind },
      item: { loanGrade: 'normal', fineGrade: 'normal', priceMinor: 200 },
    });
    if (policy === null) throw new Error('no rule');
    return policy;
  };
  const fineOf = (rules: RuleSet, kind: string | null = null) =>
    policyFine(policyOf(rules, kind), {
      dueAt: friday,
      inAt: monday,
      times: main(rules),
      priceMinor: 200,
      recalled: false,
    });

  test('is that of the reminders that were sent, where those cost', () => {
    const policy = policyOf(ruleSet());
    const { terms } = policy;
    const reminders = [
      { after: { n: 1, unit: 'days' as const }, feeMinor: 100 },
      { after: { n: 1, unit: 'weeks' as const }, feeMinor: 500 },
    ];
    const reminded = { ...policy, terms: { ...terms, overdue: { ...terms.overdue, reminders } } };
    const fine = (inAt: number) =>
      policyFine(reminded, { dueAt: friday, inAt, times: main(ruleSet()), priceMinor: null, recalled: false });
    expect([fine(friday), fine(monday), fine(monday + 30 * 86_400_000)]).toEqual([0, 100, 600]);
    expect(asksForCalendar(reminded)).toBe(true);
  });

  test('leaves out periods that end on closed days, where the policy says so', () => {
    const policy = {
      rateMinor: 10,
      perMs: 86_400_000,
      graceMs: 0,
      maxMinor: 0,
      closedDays: 'skip-closed-ends' as const,
    };
    const isClosed = (at: number) => main(ruleSet())?.isClosedAt(at) ?? false;
    expect(overdueFine(policy, friday, monday, isClosed)).toBe(20);
    expect(overdueFine({ ...policy, closedDays: 'count' }, friday, monday, isClosed)).toBe(30);
    const skipping = ruleSet({ closedDays: 'skip-closed-ends' });
    expect([policyOf(skipping), policyOf(ruleSet())].map(asksForCalendar)).toEqual([true, false]);
    expect([fineOf(skipping), fineOf(ruleSet())]).toEqual([20, 30]);
  });

  test('counts open time only, or days with closed ones taken off, as the loan’s own system does', () => {
    const [fines] = folioRules().overduePolicies;
    if (fines === undefined) throw new Error('no policy');
    const lateness = { in: 'minutes' as const, closedTime: 'open-only' as const };
    const folio = folioRules({ overduePolicies: [{ ...fines, terms: { ...fines.terms, lateness } }] });
    // Eighteen hours open on Saturday and Monday are one day.
    expect([fineOf(folioRules(), 'book'), fineOf(folio, 'book')]).toEqual([75, 25]);
    expect(asksForCalendar(policyOf(folio, 'book'))).toBe(true);
    const closedSundays = { main: calendar({ weekly: null, closedWeekdays: ['sun'] }) };
    const free = kohaRow({ firstremind: '0' }, { branch: 'main' });
    const koha = (calendars = {}) => kohaRules({ rows: [plainKohaRow, free], calendars });
    expect([fineOf(koha()), fineOf(koha(closedSundays))]).toEqual([150, 100]);
    // Three days late are not past a grace of three, and a price caps exactly its own sum.
    const graced = kohaRow({ firstremind: '3' }, { branch: 'main' });
    expect(fineOf(kohaRules({ rows: [plainKohaRow, graced] }))).toBe(0);
    const capped = kohaRow({ fine: '5.00', firstremind: '0', cap_fine_to_replacement_price: '1' }, { branch: 'main' });
    expect(fineOf(kohaRules({ rows: [plainKohaRow, capped] }))).toBe(200);
  });
});
