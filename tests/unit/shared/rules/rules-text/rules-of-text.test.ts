// Rules of a text in their order: rank before line, and the meaning of criteria on several levels together.

import { UNKNOWN_SUBJECT, type RuleSubject } from '../../../../../shared/rules/match/rule-subject.ts';
import { orderedMatcher } from '../../../../../shared/rules/ordered-rules.ts';
import { rulesOfText } from '../../../../../shared/rules/rules-text/rules-of-text.ts';

const policies = (name: string) => `l ${name}-l r ${name}-r n ${name}-n o ${name}-o i ${name}-i`;
const text = (priority: string, ...lines: readonly string[]) =>
  [`priority: ${priority}`, `fallback-policy: ${policies('none')}`, ...lines].join('\n');

const matcherOf = (rules: string) => {
  const read = rulesOfText(rules);
  if (!read.ok) throw new Error('the text was refused');
  return orderedMatcher(read.value);
};
const order = (rules: string, about: Partial<RuleSubject>) =>
  matcherOf(rules)({ ...UNKNOWN_SUBJECT, ...about }).matching.map(({ gives }) => gives.loanPolicy?.replace(/-l$/, ''));

const bookByStudent = { itemKind: 'book', patronGroup: 'student', location: 'shelf', library: 'main' };

describe('rules of a text', () => {
  test('are in the order of their lines, from the last or from the first', () => {
    const lines = [`m book: ${policies('one')}`, `g student: ${policies('two')}`];
    expect(order(text('last-line', ...lines), bookByStudent)).toEqual(['two', 'one', 'none']);
    const fromFirst = [`priority: first-line`, ...lines, `fallback-policy: ${policies('none')}`].join('\n');
    expect(order(fromFirst, bookByStudent)).toEqual(['one', 'two', 'none']);
  });

  test('with more kinds of criteria come first, and the four places are one kind', () => {
    const lines = [
      `m book + g student: ${policies('two-kinds')}`,
      `s shelf + c main: ${policies('places')}`,
      `m book + m all + s shelf: ${policies('all-counts')}`,
    ];
    expect(order(text('number-of-criteria, last-line', ...lines), bookByStudent)).toEqual([
      'all-counts',
      'two-kinds',
      'places',
      'none',
    ]);
  });

  test('are ranked by the highest letter before their line', () => {
    const lines = [`s shelf: ${policies('place')}`, `m book: ${policies('kind')}`, `c main: ${policies('library')}`];
    expect(order(text('criterium(t, s, c, b, a, m, g), last-line', ...lines), bookByStudent).slice(0, 3)).toEqual([
      'place',
      'library',
      'kind',
    ]);
  });

  test('give all their policies from one rule', () => {
    const { gives, candidates } = matcherOf(text('last-line', `m book: ${policies('one')}`))({
      ...UNKNOWN_SUBJECT,
      ...bookByStudent,
    });
    expect(gives).toEqual({
      loanPolicy: 'one-l',
      requestPolicy: 'one-r',
      noticePolicy: 'one-n',
      overduePolicy: 'one-o',
      lostPolicy: 'one-i',
    });
    expect(candidates.map(({ name, matched, gave }) => [name, matched, gave.length])).toEqual([
      ['m book', true, 5],
      ['fallback-policy', true, 0],
    ]);
  });

  test('narrow what they are indented under, and match nothing when nothing is left', () => {
    const lines = [
      `m book dvd: ${policies('outer')}`,
      `  m !book: ${policies('not-book')}`,
      `  m dvd map: ${policies('only-dvd')}`,
      `  m map: ${policies('never')}`,
    ];
    const rules = text('last-line', ...lines);
    expect(order(rules, { itemKind: 'dvd' })).toEqual(['only-dvd', 'not-book', 'outer', 'none']);
    expect(order(rules, { itemKind: 'book' })).toEqual(['outer', 'none']);
    expect(order(rules, { itemKind: 'map' })).toEqual(['none']);
  });
});
