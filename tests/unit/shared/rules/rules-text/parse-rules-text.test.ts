// Rules texts: faults with their places and expected values; and the result of texts that fit.

import { parseRulesText } from '../../../../../shared/rules/rules-text/parse-rules-text.ts';
import { sayFault } from '../../../../../shared/rules/rule-fault.ts';

const POLICIES = 'l 1 r 2 n 3 o 4 i 5';
const head = (priority = 'last-line') => `priority: ${priority}\nfallback-policy: ${POLICIES}\n`;

/** Code, line and column of each fault. */
const faultsOf = (text: string) => {
  const parsed = parseRulesText(text);
  return parsed.ok ? [] : parsed.error.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
};
const rulesOf = (text: string) => {
  const parsed = parseRulesText(text);
  if (!parsed.ok) throw new Error(parsed.error.map((fault) => sayFault('en', fault)).join('; '));
  return parsed.value;
};

describe('a rules text', () => {
  test.each([
    ['', 'TEXT_NO_PRIORITY 1:1'],
    ['  priority: last-line', 'TEXT_INDENT 1:1'],
    ['priority last-line', 'TEXT_COLON 1:10'],
    ['priority: sometimes', 'TEXT_PRIORITY_KIND 1:11'],
    ['priority: number-of-criteria', 'TEXT_COMMA 1:29'],
    ['priority: number-of-criteria, m', 'TEXT_PRIORITY_KIND 1:31'],
    ['priority: number-of-criteria, criterium(t, s, c, b, a, m, g), middle-line', 'TEXT_LINE_ORDER 1:63'],
    ['priority: criterium t', 'TEXT_BRACKET 1:21'],
    ['priority: criterium(t, s, c, b, a, m, g, last-line', 'TEXT_LETTER 1:42'],
    ['priority: t, s, c, b, a, m, m', 'TEXT_FALLBACK 1:30'],
    ['priority: last-line\n\n', 'TEXT_FALLBACK 3:1'],
    [`${head()}book: ${POLICIES}`, 'TEXT_RULE 3:1'],
    [`${head()}m book g staff: ${POLICIES}`, 'TEXT_CRITERION_END 3:8'],
    [`${head()}m: ${POLICIES}`, 'TEXT_NAME 3:2'],
    [`${head()}m !: ${POLICIES}`, 'TEXT_NAME 3:4'],
    [`${head()}m book !dvd: ${POLICIES}`, 'TEXT_NEGATION 3:9'],
    [`${head()}m !dvd book: ${POLICIES}`, 'TEXT_NEGATION 3:12'],
    [`${head()}m book + : ${POLICIES}`, 'TEXT_LETTER 3:10'],
    [`${head()}m book: ${POLICIES} g`, 'TEXT_POLICY_END 3:29'],
    [`${head()}m book: l r 2 n 3 o 4 i 5`, 'TEXT_NAME 3:11'],
    [`${head()}m book: two-weeks`, 'TEXT_NO_POLICIES_AFTER_COLON 3:9'],
    [`${head()}m bo*ok: ${POLICIES}`, 'TEXT_SIGN 3:5'],
    [`${head()}m book\t: ${POLICIES}`, 'TEXT_TAB 3:7'],
    [`${head()}    m book: ${POLICIES}`, 'TEXT_INDENT 3:1'],
    [`${head()}m book: ${POLICIES}\n    g staff: ${POLICIES}\n  g fellow: ${POLICIES}`, 'TEXT_INDENT 5:1'],
    [`${head()}fallback-policy: ${POLICIES}`, 'TEXT_RULE 3:1'],
    [
      `priority: first-line\nm book: ${POLICIES}\nfallback-policy: ${POLICIES}\nm dvd: ${POLICIES}`,
      'TEXT_FALLBACK_NOT_LAST 4:1',
    ],
  ])('%j is refused at its first wrong word', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test('is told everything that fits its grammar and means nothing, in reading order', () => {
    const text = `priority: criterium(t, t, c, b, a, m), criterium(t, s, c, b, a, m, g), last-line
fallback-policy: l 1 r 2 n 3 o 4
m book
g staff: l 1 l 2 n 3 o 4 i 5
t day
  m book`;
    expect(faultsOf(text)).toEqual([
      'TEXT_LETTERS 1:21',
      'TEXT_LETTER_TWICE 1:24',
      'TEXT_PRIORITY_TWICE 1:40',
      'TEXT_KIND_MISSING 2:1',
      'TEXT_NO_POLICIES 3:1',
      'TEXT_KIND_TWICE 4:8',
      'TEXT_KIND_MISSING 4:8',
      'TEXT_NO_POLICIES 6:3',
    ]);
  });

  test('gives each rule the criteria of those it is indented under', () => {
    const { rules, fallback } = rulesOf(`${head()}m book dvd + t day
    g staff: ${POLICIES}
        s !desk !shelf: ${POLICIES}
    g all: ${POLICIES}
m map: ${POLICIES}`);
    const said = rules.map(({ line, criteria }) => [
      line,
      criteria.map(({ letter, asks, names }) => `${letter} ${asks} ${names.join(',')}`.trim()),
    ]);
    expect(said).toEqual([
      [4, ['m in book,dvd', 't in day', 'g in staff']],
      [5, ['m in book,dvd', 't in day', 'g in staff', 's notIn desk,shelf']],
      [6, ['m in book,dvd', 't in day', 'g any']],
      [7, ['m in map']],
    ]);
    expect(fallback).toMatchObject({ line: 2, criteria: [], policies: { l: '1', r: '2', n: '3', o: '4', i: '5' } });
  });

  test('may have comments, blank lines and ends of lines of any kind anywhere', () => {
    const text = `# Rules\r\n\r\npriority: last-line # the last one wins\r\nfallback-policy:${POLICIES}\r\n          / far in\r\nm book: ${POLICIES}\r\n   \r\n`;
    expect(rulesOf(text).rules.map(({ line }) => line)).toEqual([6]);
  });

  test('ranks letters by their place, with or without commas', () => {
    const { letters, priorities } = rulesOf(head('g m, a b c s t'));
    expect(priorities).toEqual(['criterium', 'number-of-criteria']);
    expect([...(letters ?? [])].map(([letter, worth]) => `${letter}${worth}`)).toEqual([
      'g7',
      'm6',
      'a5',
      'b4',
      'c3',
      's2',
      't1',
    ]);
  });

  test('says what was expected in both languages', () => {
    const parsed = parseRulesText('priority last-line');
    const [fault] = parsed.ok ? [] : parsed.error;
    if (fault === undefined) throw new Error('the text was taken');
    expect(sayFault('en', fault)).toBe('line 1, column 10: “:” was expected; here stands “last-line”');
    expect(sayFault('es', fault)).toBe('línea 1, columna 10: se esperaba «:»; aquí dice “last-line”');
  });
});
