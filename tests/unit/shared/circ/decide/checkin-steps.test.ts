// Why a check-in went where it went: each step, worded in both languages, without names.

import { decideCheckin, type CheckinAsk } from '../../../../../shared/circ/decide/checkin.ts';
import type { ItemFacts } from '../../../../../shared/circ/facts.ts';
import { withReserve } from '../../../../../shared/circ/model/reserved-item.ts';
import { branchId, locationId, reserveId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import { sayTrace } from '../../../../../shared/core/say-trace.ts';
import { checkoutFacts, hold, item, itemFacts, loan, MONDAY } from '../../../../support/small-library.ts';

type Case = { readonly about?: Partial<ItemFacts>; readonly desk?: string; readonly ask?: Partial<CheckinAsk> };

const judged = ({ about, desk, ask }: Case = {}) =>
  decideCheckin(
    {
      library: checkoutFacts(desk === undefined ? {} : { desk }).library,
      item: itemFacts({ item: item({}, { status: 'on-loan' }), ...about }),
    },
    { barcode: '3100', ...ask },
    MONDAY,
  ).trace.due;
const codes = (one: Case) => judged(one).map(({ code }) => code);
const out = (dueAt: number) => ({ loan: loan('L', { dueAt, outAt: MONDAY - 30 * DAY_MS }) });

describe('the steps of a check-in', () => {
  test('begin with the loan, and whether it came back in time', () => {
    expect(codes({ about: out(MONDAY + DAY_MS) })).toEqual([
      'IN_WAS_DUE',
      'IN_TIME',
      'IN_NOBODY_WAITS',
      'IN_HOME_HERE',
      'IN_TO_SHELF',
    ]);
    expect(codes({})[0]).toBe('IN_NO_LOAN');
  });

  test('say that nothing is asked for lateness where the rules of the loan are not known', () => {
    expect(codes({ about: out(MONDAY - DAY_MS) }).slice(0, 3)).toEqual(['IN_WAS_DUE', 'IN_LATE', 'IN_POLICY_UNKNOWN']);
  });

  test('count lateness from the book drop', () => {
    const dropped = { about: out(MONDAY - DAY_MS), ask: { returnedAt: MONDAY - 2 * DAY_MS } };
    expect(codes(dropped).slice(0, 3)).toEqual(['IN_WAS_DUE', 'IN_COUNTS_FROM', 'IN_TIME']);
  });

  test('never count a return from before the item was lent', () => {
    const outAt = MONDAY - DAY_MS;
    const lent = { loan: loan('L', { dueAt: MONDAY + DAY_MS, outAt }) };
    const counted = judged({ about: lent, ask: { returnedAt: outAt - DAY_MS } });
    const params = (code: string) => counted.find((step) => step.code === code)?.params;
    expect(params('IN_COUNTS_FROM')).toMatchObject({ at: { dueAt: outAt } });
  });

  test('lead to whoever waits first, or home', () => {
    const here = { about: { holds: [hold('H'), hold('Z'), hold('S', { suspended: true })] } };
    expect(judged(here).find(({ code }) => code === 'IN_WAITED_FOR')?.params).toEqual({
      count: 2,
      branch: 'Main Library',
    });
    expect(codes(here).at(-1)).toMatch(/^IN_TO_HOLD_SHELF/);
    expect(codes({ about: { holds: [hold('H', { pickup: branchId('east') })] } }).at(-1)).toBe('IN_SENT');
    expect(codes({ desk: 'east' }).slice(-2)).toEqual(['IN_HOME_AT', 'IN_SENT']);
  });

  test('lead a copy on reserve to the branch of its reserve shelf, not to its home', () => {
    const shelf = locationId('reserves');
    const terms = { location: shelf, kind: null, loanType: null, inLibrary: false };
    const row = { id: shelf, name: 'Reserves', branch: branchId('east'), circulates: true, holdable: true };
    const put = (location: typeof shelf | null) =>
      withReserve(item({}, { status: 'on-loan' }), { id: reserveId('R'), at: 0, terms: { ...terms, location } });
    const about = { item: put(shelf), location: row };
    expect(codes({ about, desk: 'east' }).slice(-2)).toEqual(['IN_HOME_HERE', 'IN_TO_SHELF']);
    expect(codes({ about }).slice(-2)).toEqual(['IN_HOME_AT', 'IN_SENT']);
    // On its own shelf it is on reserve at home.
    expect(codes({ about: { item: put(null) } }).at(-1)).toBe('IN_TO_SHELF');
  });

  test('have words in both languages', () => {
    for (const step of judged({ about: { ...out(MONDAY + DAY_MS), holds: [hold('H')] } })) {
      for (const language of ['en', 'es'] as const) {
        const text = sayTrace({ language, now: MONDAY }, step);
        expect(text).not.toMatch(/[{}]|^IN_/);
      }
    }
  });

  test('are none for a thing of which nothing is known, or that two desks disagree about', () => {
    const unknown = decideCheckin({ library: checkoutFacts().library, item: null }, { barcode: '3100' }, MONDAY);
    expect(unknown.trace.due).toEqual([]);
    expect(codes({ about: { item: item({}, { status: 'in-question' }) } })).toEqual([]);
  });
});
