// Rule sets of one's own as their text is read: nothing here is in a form that a library could not write.

import { readRuleSetText } from '../../shared/rules/check-rule-set.ts';
import type { LoanRule, RuleGives, WeightedRuleSet } from '../../shared/rules/model/rule-set.ts';
import { calendar, days, duration, fine, maxFine, rule, ruleSet } from './small-library.ts';

/** The result of a rule that lends for two weeks. */
export const whole = { circulates: true, duration: duration(days(14)), fine, maxFine };

/** The rule set of some rules. */
export function written(rules: readonly LoanRule[], over: Partial<WeightedRuleSet> = {}): WeightedRuleSet {
  const read = readRuleSetText(JSON.stringify(ruleSet({ ...over, rules: [...rules] }, calendar())));
  if (!read.ok) throw new Error(read.error.map(({ path, code }) => `${path} ${code}`).join(', '));
  if (read.value.profile !== 'holdfast' && read.value.profile !== 'evergreen') throw new Error('another form');
  return read.value;
}

/** The rule set of one rule for all patrons that lends for two weeks and gives this besides. */
export const giving = (gives: RuleGives, over: Partial<WeightedRuleSet> = {}) =>
  written([rule('1', { gives: { ...whole, ...gives } })], over);
