// JSON with places: values as everywhere, and the line and column of each.

import { readJsonPlaces } from '../../../../../shared/rules/json/json-places.ts';
import { sayFault } from '../../../../../shared/rules/rule-fault.ts';

test.each([
  'null',
  ' [1, -2.5e3, "a\\n\\u00e9\\"", true, {"a": {"b": []}}, {}]\n',
  '{"a":1,"b":{"a":2},"__proto__":3}',
  '"line\\u2028"',
])('%j is read as everywhere', (text) => {
  const read = readJsonPlaces(text);
  expect(read.ok ? read.value.value : read.error).toEqual(JSON.parse(text));
});

test.each([
  ['', '1:1'],
  ['{"a": 1,}', '1:9'],
  ['{\n  "a": [1, 2,\n  ]\n}', '3:3'],
  ['[1 2]', '1:4'],
  ['{"a" 1}', '1:6'],
  ['{a: 1}', '1:2'],
  ['"tab\there"', '1:1'],
  ['[01]', '1:3'],
  ['1 x', '1:3'],
  ['nul', '1:1'],
  ['[1.]', '1:4'],
  ['-', '1:1'],
  ['[', '1:2'],
  ['{"a": [1', '1:9'],
  ['{} // none', '1:4'],
  ['[1]]', '1:4'],
  ['\ufeff{}', '1:1'],
  ['{"a":"\r\n"}', '1:6'],
])('%j is refused at %s', (text, place) => {
  const read = readJsonPlaces(text);
  expect(read.ok ? null : `${read.error.place?.line}:${read.error.place?.column}`).toBe(place);
  expect(() => void JSON.parse(text)).toThrow();
});

test('every value knows its line and column, and a missing one that of what is around it', () => {
  const read = readJsonPlaces('{\n  "rules": [\n    {"id": "1"},\n    {"id": 2}\n  ]\n}');
  if (!read.ok) throw new Error('refused');
  expect(read.value.placeOf(['rules', 1, 'id'])).toEqual({ line: 4, column: 12 });
  expect(read.value.placeOf(['rules', 1, 'name'])).toEqual({ line: 4, column: 5 });
  expect(read.value.placeOf([])).toEqual({ line: 1, column: 1 });
});

test.each([
  ['[1.]', 'line 1, column 4: here should stand a number, not “]”'],
  ['[1 2]', 'line 1, column 4: “, ]” was expected; here stands “2”'],
  ['{"a": [1', 'line 1, column 9: “, ]” was expected; here stands “⏎”'],
  ['{"a": {"b": 1, "b": 2}}', 'line 1, column 16: the field b stands twice; each must stand once'],
  ['[0] x', 'line 1, column 5: here should stand the end of the text, not “x”'],
  [`${'['.repeat(201)}1${']'.repeat(201)}`, 'line 1, column 202: here should stand fewer levels, not “1”'],
])('%j is refused in words', (text, words) => {
  const read = readJsonPlaces(text);
  expect(read.ok ? null : sayFault('en', read.error)).toBe(words);
});

test('two hundred levels are read', () => {
  const text = `${'['.repeat(200)}1${']'.repeat(200)}`;
  expect(readJsonPlaces(text)).toMatchObject({ ok: true, value: { value: JSON.parse(text) } });
});

test('levels without end are refused', () => {
  const read = readJsonPlaces('['.repeat(100_000));
  expect(read.ok).toBe(false);
});
