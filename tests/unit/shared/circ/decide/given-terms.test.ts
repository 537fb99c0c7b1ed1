// The fields that a library's own rule may give, by policy group, and a desk's decisions by them.

import { decideCheckin } from '../../../../../shared/circ/decide/checkin.ts';
import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { decidePlaceHold } from '../../../../../shared/circ/decide/place-hold.ts';
import { decideRenew } from '../../../../../shared/circ/decide/renew.ts';
import type { Loan } from '../../../../../shared/circ/model/loan.ts';
import { branchId, holdId, itemId, titleId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { readRuleSetText } from '../../../../../shared/rules/check-rule-set.ts';
import { policyFine } from '../../../../../shared/rules/overdue-fine.ts';
import type { RuleGives, WeightedRuleSet } from '../../../../../shared/rules/model/rule-set.ts';
import {
  branch,
  checkoutFacts,
  days,
  duration,
  fine,
  hold,
  hours,
  inNewYork,
  item,
  itemFacts,
  loan,
  MONDAY,
  out,
  patron,
  patronFacts,
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';
import { giving, whole, written } from '../../../../support/written-rules.ts';

const lend = (rules: WeightedRuleSet, about: Parameters<typeof checkoutFacts>[0] = {}, at = MONDAY) =>
  decideCheckout(checkoutFacts({ rules, ...about }), { barcode: '3100', card: '2100', overrides: [] }, at);
const told = (rules: WeightedRuleSet, about: Parameters<typeof checkoutFacts>[0] = {}) =>
  lend(rules, about).reasons.map(({ code, effect }) => `${code} ${effect}`);

function renew(rules: WeightedRuleSet, over: Partial<Loan> = {}, about: Parameters<typeof itemFacts>[0] = {}) {
  const held = loan('L', { itemId: itemId('X'), outAt: MONDAY - 7 * DAY_MS, ...over });
  const onLoan = itemFacts({ item: item({}, { status: 'on-loan', loan: held.id }), loan: held, ...about });
  return decideRenew(checkoutFacts({ rules, item: onLoan }), { barcode: '3100', overrides: [] }, MONDAY);
}
const renewed = (...asked: Parameters<typeof renew>) => renew(...asked).reasons.map(({ code }) => code);

describe('a rule that gives one field of a group', () => {
  test('leaves the other fields of it to the next rule that matches', () => {
    const rules = written([
      rule('1', { gives: { ...whole, renew: { notBefore: { period: days(3), precision: 'day' }, from: 'due' } } }),
      rule('2', {
        criteria: { patronGroup: { in: ['students'] } },
        gives: { renew: { period: days(7), from: 'now' } },
      }),
    ]);
    const { terms, trace } = lend(rules);
    expect(terms?.policy.terms?.renew).toMatchObject({
      period: days(7),
      from: 'now',
      notBefore: { period: days(3), precision: 'day' },
    });
    expect(trace.candidates.map(({ ruleId, gave }) => [ruleId, gave])).toEqual([
      ['2', ['renew.from', 'renew.period']],
      ['1', ['circulates', 'duration', 'fine', 'maxFine', 'renew.notBefore']],
    ]);
  });

  test('says absent, blank and null for three things', () => {
    const site: WeightedRuleSet['site'] = { renewals: 5, renew: { maxUnseen: 3 } };
    const above = (gives: RuleGives) =>
      written(
        [
          rule('1', { gives: { ...whole, renewals: 1 } }),
          rule('2', { criteria: { patronGroup: { in: ['students'] } }, gives }),
        ],
        { site },
      );
    const most = (gives: RuleGives) => lend(above(gives)).terms?.policy.terms?.renew.maxCount;
    expect([most({}), most({ renewals: { blank: true } }), most({ renewals: null })]).toEqual([1, 5, null]);
    const unseen = (gives: RuleGives) => lend(above(gives)).terms?.policy.terms?.renew.maxUnseen;
    expect(unseen({})).toBe(3);
    expect(unseen({ renew: { maxUnseen: null } })).toBeNull();
  });

  test('is told with its place where it is not of its form', () => {
    const faulty = JSON.stringify(ruleSet({ rules: [rule('1')] })).replace('"circulates":true', '"renew":{"from":"x"}');
    const read = readRuleSetText(faulty);
    expect(read.ok ? [] : read.error.map(({ path, code }) => [path, code])).toEqual([
      ['rules.0.gives.renew.from', 'FORM_ONE_OF'],
    ]);
  });
});

describe('a table of rules', () => {
  const rows = [
    rule('1', { gives: { ...whole, duration: duration(days(1)) } }),
    rule('2', { gives: { ...whole, duration: duration(days(2)) } }),
    rule('3', { criteria: { patronGroup: { in: ['seniors'] } }, gives: { ...whole, duration: duration(days(3)) } }),
    rule('4', { criteria: { itemKind: { in: ['film'] } }, gives: { circulates: true } }),
  ];
  const due = (strategy: WeightedRuleSet['strategy'], about: Parameters<typeof checkoutFacts>[0] = {}) => {
    const { terms, trace, reasons } = lend(written(rows, strategy === undefined ? {} : { strategy }), about);
    return [terms?.policy.period.n, trace.candidates[0]?.ruleId, ...reasons.map(({ code }) => code)];
  };

  test('is read from the top or from the bottom, and the first row that matches decides', () => {
    expect(due('table_top_down')).toEqual([1, '1']);
    expect(due('table_bottom_up')).toEqual([2, '2']);
    const senior = { patron: patronFacts({ patron: patron({ group: 'seniors' }) }) };
    expect(due('table_bottom_up', senior)).toEqual([3, '3']);
    expect(due('table_top_down', senior)).toEqual([1, '1']);
  });

  test('fills nothing from another row, unlike rules that are weighed', () => {
    const film = { item: itemFacts({ item: item({ kind: 'film' }) }) };
    expect(due('table_bottom_up', film)).toEqual([undefined, '4', 'NO_RULE']);
    expect(due(undefined, film)).toEqual([1, '1']);
  });
});

describe('lending terms', () => {
  test('a kind that is never lent goes out only with a date that staff typed', () => {
    const rules = giving({ circulates: 'never' });
    expect(told(rules)).toEqual(['PATRON_CANT block']);
    const typed = { barcode: '3100', card: '2100', dueAt: MONDAY + DAY_MS, overrides: [] };
    expect(decideCheckout(checkoutFacts({ rules }), typed, MONDAY).outcome).toBe('needs-override');
  });

  test('until a day, without end, no earlier than a date, limited by the day of the loan', () => {
    const dueOf = (gives: RuleGives) => lend(giving(gives)).terms?.dueAt;
    const until = { duration: { ...duration(days(14)), due: 'until' as const }, lend: { until: { yearly: '06-30' } } };
    expect(dueOf(until)).toBe(inNewYork('2022-06-30T23:59:59'));
    expect(dueOf({ duration: { ...duration(days(14)), due: 'open-ended' } })).toBe(
      Date.parse('2099-01-01T23:59:59-05:00'),
    );
    const floor = { at: inNewYork('2022-07-05T12:00:00'), mode: 'floor' as const };
    expect(dueOf({ hardDate: floor })).toBe(inNewYork('2022-07-05T23:59:59'));
    const term = { from: MONDAY - DAY_MS, to: MONDAY + DAY_MS, due: inNewYork('2022-06-17T12:00:00') };
    expect(dueOf({ lend: { limitSchedules: [term] } })).toBe(inNewYork('2022-06-17T23:59:59'));
  });

  test('a copy that somebody waits for is lent for another period', () => {
    const waited = { item: itemFacts({ holds: [hold('H')] }) };
    expect(lend(giving({ lend: { holdWaitingPeriod: days(3) } }), waited).terms?.dueAt).toBe(
      inNewYork('2022-06-16T23:59:59'),
    );
  });
});

describe('time shaping', () => {
  const dueOf = (gives: RuleGives, about: Parameters<typeof checkoutFacts>[0] = {}, at = MONDAY) =>
    lend(giving(gives), about, at).terms?.dueAt;
  const hourly = { duration: duration(hours(2)) };

  test('rounds due times, ends days, counts open days, and moves dates by a mode of its own', () => {
    const past = MONDAY + 60_000;
    expect(dueOf({ ...hourly, shaping: { rounding: 'hour' } }, {}, past)).toBe(inNewYork('2022-06-13T13:00:00'));
    expect(dueOf({ shaping: { endOfDay: '23:59' } })).toBe(inNewYork('2022-06-27T23:59:00'));
    expect(dueOf({ shaping: { closedDaysCount: false } })).toBe(inNewYork('2022-06-29T23:59:59'));
    const sunday = { duration: duration(days(6)) };
    expect(dueOf({ ...sunday, shaping: { closedDayMode: 'end_previous_open_day' } })).toBe(
      inNewYork('2022-06-18T23:59:59'),
    );
  });

  test('ends with the account where the rule says so', () => {
    const expiring = { patron: patronFacts({ patron: patron({ expiresAt: inNewYork('2022-06-20T12:00:00') }) }) };
    expect(dueOf({}, expiring)).toBe(inNewYork('2022-06-27T23:59:59'));
    expect(dueOf({ shaping: { clampToPatronExpiry: 'exact' } }, expiring)).toBe(inNewYork('2022-06-20T12:00:00'));
    expect(dueOf({ shaping: { clampToPatronExpiry: 'previous-open-day' } }, expiring)).toBe(
      inNewYork('2022-06-18T23:59:59'),
    );
  });

  test('nights end at a fixed hour, or are not for everybody', () => {
    const late = inNewYork('2022-06-13T17:00:00');
    const night = { ...hourly, hoursMode: 'cut_to_closing' as const };
    const nine = { ...night, overnight: { windowMinutes: null, due: { at: '08:30' } } };
    expect(dueOf(nine, {}, late)).toBe(inNewYork('2022-06-14T08:30:00'));
    expect(dueOf({ ...night, overnight: { windowMinutes: 120, allowed: false } }, {}, late)).toBe(
      inNewYork('2022-06-13T18:00:00'),
    );
  });
});

describe('renewal terms', () => {
  test('have a window, an end, and a base', () => {
    expect(renewed(giving({ renew: { notBefore: { period: days(2), precision: 'exact' } } }))).toEqual([
      'RENEW_TOO_SOON',
    ]);
    expect(renewed(giving({ renew: { maxTotal: days(14) } }))).toEqual(['RENEW_TOTAL_REACHED']);
    expect(renew(giving({ renew: { from: 'due', period: days(7) } })).terms?.dueAt).toBe(
      inNewYork('2022-06-27T23:59:59'),
    );
    const unused = { extendUnused: { minimumRun: days(1) }, period: days(7) };
    expect(renew(giving({ renew: unused })).terms?.dueAt).toBe(inNewYork('2022-06-27T23:59:59'));
  });

  test('say who waits in vain and whose loans are overdue', () => {
    const waited = { holds: [hold('H')] };
    expect(renewed(giving({}), {}, waited)).toEqual(['RENEW_ON_HOLD']);
    const past = giving({ renew: { withHold: 'yes', withHoldPeriod: days(9) } });
    expect(renew(past, {}, waited)).toMatchObject({
      outcome: 'done',
      terms: { dueAt: inNewYork('2022-06-22T23:59:59') },
    });
    const late = { dueAt: MONDAY - DAY_MS };
    expect(renewed(giving({ renew: { whenOverdue: 'item' } }), late)).toEqual(['PATRON_OVERDUES']);
    expect(renewed(giving({}), late)).toEqual([]);
    expect(renewed(giving({ renew: { allowed: false } }))).toEqual(['RENEW_NOT_ALLOWED']);
  });
});

describe('the cost of lateness and loss', () => {
  const late = (gives: RuleGives, daysLate: number, recalled = false) => {
    const policy = lend(giving(gives)).terms?.policy;
    if (policy === undefined) throw new Error('no policy');
    const inAt = MONDAY + daysLate * DAY_MS;
    return policyFine(policy, { dueAt: MONDAY, inAt, times: null, priceMinor: 120, recalled });
  };

  test('by the end of a period, past the grace only, at most the price, more after a recall', () => {
    const dime = { ...fine, grace: days(0) };
    expect(late({ fine: dime }, 2.5)).toBe(30);
    expect(late({ fine: dime, overdue: { chargeAt: 'end' } }, 2.5)).toBe(20);
    const past = { mode: 'subtracted', extend: 'none', intoClosed: false, ignoredForRecall: false } as const;
    expect(late({ fine: { ...fine, grace: days(2) }, overdue: { graceWay: past } }, 5)).toBe(30);
    expect(late({ fine: dime, overdue: { capAtPrice: true } }, 20)).toBe(120);
    const rate = { amountMinor: 50, per: { n: 1, unit: 'days' as const }, chargeAt: 'start' as const };
    const recalled = { overdue: { recalled: { rate, capMinor: null } } };
    expect([late({ fine: dime, ...recalled }, 2), late({ fine: dime, ...recalled }, 2, true)]).toEqual([20, 100]);
    expect(late({ fine: dime, maxFine: null }, 100)).toBe(1000);
  });

  test('reminders in the place of a fine, a bill that is kept, and a ban', () => {
    expect(late({ overdue: { reminders: [{ after: days(1), feeMinor: 75 }] } }, 3)).toBe(75);
    const { policy } =
      lend(giving({ loss: { onReturn: { cost: 'keep', processing: 'keep', overdue: 'none' } } })).terms ?? {};
    expect(policy?.lost).toMatchObject({ refundWithinMs: 0, removeProcessing: false, chargeOverdue: false });
    const banned = giving({ ban: { rate: { flatDays: 0, daysPerUnit: 2, perUnits: 1, maxDays: 30 } } });
    const held = loan('L', { itemId: itemId('X'), dueAt: MONDAY - 3 * DAY_MS });
    const back = itemFacts({ item: item({}, { status: 'on-loan', loan: held.id }), loan: held });
    const facts = { library: checkoutFacts({ rules: banned }).library, item: back, holder: patron() };
    const kept = lend(banned).terms?.policy;
    const answer = decideCheckin({ ...facts, policy: kept }, { barcode: '3100' }, MONDAY);
    expect(answer.reasons.map(({ code }) => code)).toContain('BAN_SET');
  });
});

describe('limits of a rule', () => {
  const films = (gives: RuleGives) =>
    written([rule('1', { gives: whole }), rule('2', { criteria: { itemKind: { in: ['film'] } }, gives })]);
  const film = itemFacts({ item: item({ kind: 'film' }) });
  const has = (kinds: readonly string[]) =>
    patronFacts({ loansOut: kinds.map((kind, index) => out(`${index}`, {}, { kind })) });

  test('count the loans that the rule is about', () => {
    const rules = films({ limits: { perRule: { max: 2, maxOnsite: null } } });
    expect(told(rules, { item: film, patron: has(['film', 'book', 'book']) })).toEqual([]);
    expect(told(rules, { item: film, patron: has(['film', 'film']) })).toEqual(['LIMIT_REACHED override']);
    expect(told(rules, { patron: has(['film', 'film']) })).toEqual([]);
    expect(lend(rules, { item: film, patron: has(['film']) }).trace.limits).toMatchObject([
      { code: 'LIMIT_OF_RULE', params: { count: 1, limit: 2 } },
    ]);
  });

  test('are of all loans, of none, final, or of the first loan', () => {
    expect(told(giving({ limits: { total: { max: 1, maxOnsite: null } } }), { patron: has(['book']) })).toEqual([
      'LIMIT_REACHED override',
    ]);
    expect(told(giving({ limits: { total: { max: 0, maxOnsite: null } } }))).toEqual(['PATRON_CANT override']);
    const final = giving({ limits: { total: { max: 1, maxOnsite: null }, mayOverride: false } });
    expect(told(final, { patron: has(['book']) })).toEqual(['LIMIT_REACHED block']);
    const first = giving({ limits: { total: { max: 9, maxOnsite: null }, firstTime: 0 } });
    expect(told(first, { patron: patronFacts({ returned: [] }) })).toEqual(['PATRON_CANT override']);
    const back = { itemId: 'Y', kind: null, at: MONDAY - DAY_MS };
    expect(told(first, { patron: patronFacts({ returned: [back] }) })).toEqual([]);
    const lost = giving({ limits: { total: { max: 1, maxOnsite: null }, notCounted: ['lost'] } });
    expect(told(lost, { patron: patronFacts({ loansOut: [out('A', { state: 'lost' })] }) })).toEqual([]);
  });
});

describe('holds, recalls and returns', () => {
  test('a hold goes by the terms that rules give', () => {
    const ask = (rules: WeightedRuleSet, held: readonly string[] = []) =>
      decidePlaceHold(
        {
          library: checkoutFacts({ rules }).library,
          patron: patronFacts(),
          itemId: null,
          copies: [{ item: item(), location: null }],
          held: held.map((id) => ({ hold: hold(id, { titleId: titleId(`title of ${id}`) }), kinds: [null] })),
          titleId: titleId('T'),
        },
        { card: '2100', pickup: branchId('main'), overrides: [] },
        MONDAY,
      ).reasons.map(({ code }) => code);
    expect(ask(giving({}))).toEqual([]);
    expect(ask(giving({ hold: { from: 'none' } }))).toEqual(['HOLD_NOT_ALLOWED']);
    expect(ask(giving({ hold: { total: 1 } }), ['A'])).toEqual(['HOLD_LIMIT_REACHED']);
  });

  test('a recalled copy is lent for what the recall leaves', () => {
    const mine = hold('M', { patronId: patron().id });
    const recalled = { item: itemFacts({ holds: [mine, hold('H', { position: 2 })], recalls: [holdId('H')] }) };
    const rules = giving({ recall: { returnInterval: days(3) } });
    expect(lend(rules, recalled).terms?.dueAt).toBe(inNewYork('2022-06-16T23:59:59'));
  });

  test('a copy of another branch stays where it came back', () => {
    const facts = (rules: WeightedRuleSet) => ({
      library: { ...checkoutFacts({ rules }).library, deskBranch: branch('annex') },
      item: itemFacts({ item: item({}, { status: 'on-loan-unknown' }) }),
    });
    const back = (rules: WeightedRuleSet) => decideCheckin(facts(rules), { barcode: '3100' }, MONDAY).route;
    expect([back(giving({})), back(giving({ returns: { goes: 'stay' } }))]).toEqual(['transit', 'reshelve']);
  });
});
