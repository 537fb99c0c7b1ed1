// A patron who brought something back waits before having it, or its like, again: where a rule asks for it, and no other patron.

import { decideCheckout } from '../../../../../shared/circ/decide/checkout.ts';
import { returnOf } from '../../../../../shared/circ/facts.ts';
import { itemId } from '../../../../../shared/core/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import type { LastReturn } from '../../../../../shared/rules/judge/reusable-from.ts';
import type { Gives } from '../../../../../shared/rules/model/rule-set.ts';
import { ruleEngine } from '../../../../../shared/rules/resolve/rule-engine.ts';
import { kohaRules } from '../../../../support/koha-rules.ts';
import {
  checkoutFacts,
  hours,
  item,
  itemFacts,
  lending,
  loan,
  MONDAY,
  patronFacts,
  rule,
  ruleSet,
} from '../../../../support/small-library.ts';

const waiting = (reuse: Gives['reuse']) =>
  ruleSet({ rules: [lending(hours(4), reuse === undefined ? {} : { reuse })] });
const back = (id: string, minutesAgo: number, kind: string | null = 'laptop'): LastReturn => ({
  itemId: id,
  kind,
  at: MONDAY - minutesAgo * MINUTE_MS,
});
const decide = (rules: ReturnType<typeof ruleSet>, returned: readonly LastReturn[], overrides: string[] = []) =>
  decideCheckout(
    checkoutFacts({
      rules,
      item: itemFacts({ item: item({ kind: 'laptop' }) }),
      patron: patronFacts({ returned }),
    }),
    { barcode: '3100', card: '2100', overrides },
    MONDAY,
  );
const codes = (...asked: Parameters<typeof decide>) => decide(...asked).reasons.map(({ code }) => code);

test('the same item is asked about until its time, and told from when it may be had', () => {
  const rules = waiting({ cooldownMinutes: 20, of: 'item' });
  expect(decide(rules, [back('X', 5)])).toMatchObject({
    outcome: 'needs-override',
    reasons: [
      {
        code: 'REUSE_TOO_SOON',
        effect: 'override',
        params: { again: { dueAt: MONDAY + 15 * MINUTE_MS, grain: 'time', zone: 'America/New_York' } },
      },
    ],
  });
  expect(decide(rules, [back('X', 5)], ['REUSE_TOO_SOON'])).toMatchObject({ outcome: 'done' });
  expect(codes(rules, [back('X', 20)])).toEqual([]);
  expect(codes(rules, [back('Y', 5)])).toEqual([]);
  expect(codes(waiting(undefined), [back('X', 5)])).toEqual([]);
});

test('its like is asked about where the rule is for the kind', () => {
  const rules = waiting({ cooldownMinutes: 20, of: 'kind' });
  expect(codes(rules, [back('Y', 5)])).toEqual(['REUSE_TOO_SOON']);
  expect(codes(rules, [back('Y', 5, 'book')])).toEqual([]);
});

test('loaded facts reach back as far as the longest wait of the rules, and no further', () => {
  const rules = ruleSet({
    rules: [
      rule('1', { gives: { reuse: { cooldownMinutes: 20, of: 'kind' } } }),
      rule('2', { gives: { reuse: { cooldownMinutes: 60, of: 'item' } } }),
    ],
  });
  expect(ruleEngine(rules).asks.returnsWithinMs).toBe(HOUR_MS);
  expect(ruleEngine(waiting(undefined)).asks.returnsWithinMs).toBe(0);
  expect(ruleEngine(kohaRules()).asks.returnsWithinMs).toBe(0);
});

test('a loan that has not ended is no return', () => {
  const held = loan('L', { itemId: itemId('X') });
  expect(returnOf(held, item({ kind: 'laptop' }))).toEqual([]);
  expect(returnOf({ ...held, state: 'closed', inAt: 7 }, null)).toEqual([
    { itemId: 'X', kind: null, titleId: null, at: 7 },
  ]);
});
