// A first recall: its date, and the reasons against it.

import { decideRecall } from '../../../../../shared/circ/decide/recall.ts';
import type { RecallFacts } from '../../../../../shared/circ/decide/judge-recalling.ts';
import { sayTrace } from '../../../../../shared/core/say-trace.ts';
import { holdId, itemId, patronId } from '../../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../../shared/core/instant.ts';
import type { Gives } from '../../../../../shared/rules/model/rule-set.ts';
import {
  checkoutFacts,
  days,
  hold,
  item,
  itemFacts,
  lending,
  loan,
  MONDAY,
  patron,
  patronFacts,
  ruleSet,
} from '../../../../support/small-library.ts';

const RECALL: Gives['recall'] = { minimumGuaranteed: days(4), returnInterval: days(2), timeOfDay: 'current-due' };

type Case = { readonly recall?: Gives['recall']; readonly over?: Partial<RecallFacts>; readonly dueInDays?: number };

const judged = ({ recall = RECALL, over = {}, dueInDays = 60 }: Case = {}) => {
  const rules = ruleSet({ rules: [lending(days(90), recall === undefined ? {} : { recall })] });
  const { library } = checkoutFacts({ rules });
  const out = item({}, { status: 'on-loan' });
  const theirs = loan('L', {
    itemId: itemId('X'),
    patronId: patronId('Q'),
    outAt: MONDAY - DAY_MS,
    dueAt: MONDAY + dueInDays * DAY_MS,
  });
  const facts: RecallFacts = {
    library,
    patron: patronFacts({ patron: patron() }),
    itemId: out.id,
    titleId: out.titleId,
    copies: [{ item: out, location: null }],
    held: [],
    item: itemFacts({ item: out, loan: theirs }),
    holder: null,
    policy: null,
    waitsBy: null,
    open: 0,
    openOnRecord: 0,
    ...over,
  };
  return decideRecall(facts, { card: '21000000000001', pickup: 'main', overrides: [] }, MONDAY);
};
const against = (one: Case) =>
  judged(one)
    .reasons.filter(({ effect }) => effect === 'block' || effect === 'override')
    .map(({ code, effect }) => `${code} ${effect}`);
const daysLeft = (one: Case = {}) => Math.floor(((judged(one).dueAt ?? 0) - MONDAY) / DAY_MS);

describe('a recall', () => {
  test('gives the later of what is guaranteed and the time for bringing it back', () => {
    expect(judged()).toMatchObject({ outcome: 'done' });
    expect(daysLeft()).toBe(3);
    expect(daysLeft({ recall: { ...RECALL, returnInterval: days(9) } })).toBe(9);
  });

  test('tells the time for bringing it back, the guarantee and what closed time made of them', () => {
    const { due } = judged().trace;
    expect(due.map(({ code }) => code)).toEqual([
      'IN_WAS_DUE',
      'RECALL_BACK_DAYS',
      'RECALL_GUARANTEE_DAYS',
      'DUE_END_OF_DAY',
      'DUE_RECALLED',
    ]);
    expect(due.slice(1, 3).map((entry) => sayTrace({ language: 'en', now: MONDAY }, entry))).toEqual([
      'Time for bringing it back: 2 days, until Wed, Jun 15, 10:00 AM.',
      'Guaranteed from the checkout on: 4 days, until Thu, Jun 16, 10:00 AM.',
    ]);
    const atOnce = judged({ recall: { minimumGuaranteed: null, returnInterval: null } });
    expect(atOnce.trace.due[1]?.code).toBe('RECALL_AT_ONCE');
  });

  test('with an unreadable time is refused for that, and not for closed days', () => {
    expect(against({ recall: { ...RECALL, returnInterval: days(0) } })).toEqual(['PERIOD_DURATION_INVALID block']);
  });

  test('is only for the first who waits: behind others no date is promised', () => {
    const out = item({}, { status: 'on-loan' });
    const theirs = loan('L', { itemId: itemId('X'), patronId: patronId('Q'), dueAt: MONDAY + 60 * DAY_MS });
    const [first, own] = [hold('H1', { patronId: patronId('R') }), hold('H2', {})];
    const queue = (holds: readonly (typeof own)[], waitsBy: typeof own.id | null) => ({
      over: { item: itemFacts({ item: out, loan: theirs, holds }), waitsBy },
    });
    expect(against(queue([first, own], own.id))).toEqual(['RECALL_NOT_FIRST block']);
    expect(judged(queue([first, own], own.id)).dueAt).toBeNull();
    expect(against(queue([first], null))).toEqual(['RECALL_NOT_FIRST block']);
    expect(against(queue([own, first], own.id))).toEqual([]);
    expect(against(queue([{ ...first, suspended: true }, own], own.id))).toEqual([]);
  });

  test('never makes a loan longer', () => {
    expect(daysLeft({ dueInDays: 2 })).toBe(2);
    expect(judged({ dueInDays: 2 }).trace.due.at(-1)?.code).toBe('DUE_RECALL_KEEPS');
  });

  test.each<[string, Case]>([
    ['RECALL_NOT_ALLOWED override', { recall: { ...RECALL, allowed: 0 } }],
    ['RECALL_LIMIT_REACHED override', { recall: { ...RECALL, allowed: 2 }, over: { open: 2 } }],
    ['RECALL_ON_SHELF block', { over: { item: itemFacts({ item: item() }) } }],
  ])('is stopped by %s', (code, one) => {
    expect(against(one)).toContain(code);
  });

  test('is not made where no rule says for how long', () => {
    const { library } = checkoutFacts({ rules: ruleSet({ rules: [lending(days(90))] }) });
    expect(judged({ over: { library } })).toMatchObject({ outcome: 'refused', dueAt: null });
  });

  test('is asked about where somebody called it back already', () => {
    const again = itemFacts({ ...judgedItem(), recalls: [null] });
    expect(against({ over: { item: again } })).toEqual(['HOLD_RECALL_EXISTS override']);
  });

  test('goes by the hold with which the patron waits already', () => {
    const mine = hold('H', { patronId: patronId('P'), titleId: item().titleId });
    const held = [{ hold: mine, kinds: [null] }];
    expect(against({ over: { held } })).toEqual(['HOLD_DUPLICATE override']);
    expect(against({ over: { held, waitsBy: holdId('H') } })).toEqual([]);
  });
});

function judgedItem() {
  const out = item({}, { status: 'on-loan' });
  return {
    item: out,
    loan: loan('L', { patronId: patronId('Q'), dueAt: MONDAY + 60 * DAY_MS, outAt: MONDAY - DAY_MS }),
  };
}
