// No text makes the reading of rules throw, and every fault has a place in the text.

import fc from 'fast-check';
import { readJsonPlaces } from '../../../../shared/rules/json/json-places.ts';
import { rulesOfText } from '../../../../shared/rules/rules-text/rules-of-text.ts';

const words = [
  'priority',
  'fallback-policy',
  'first-line',
  'last-line',
  'criterium',
  'number-of-criteria',
  'all',
  'm',
  'g',
  's',
  't',
  'l',
  'r',
  'n',
  'o',
  'i',
  'book',
  ':',
  '+',
  '!',
  ',',
  '(',
  ')',
  '\n',
  '\n  ',
  '\n    ',
  ' ',
  '\t',
  '#',
  'ñ',
];
const someText = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(' ')),
  fc
    .array(fc.constantFrom(...words), { maxLength: 30 })
    .map((list) => `priority: last-line\nfallback-policy: l 1 r 2 n 3 o 4 i 5\n${list.join(' ')}`),
  fc.string(),
);

test('any text is read or refused with places in it', () => {
  fc.assert(
    fc.property(someText, (text) => {
      const rules = rulesOfText(text);
      if (rules.ok) return;
      const lines = text.split(/\r\n|\n|\r/);
      expect(rules.error.length).toBeGreaterThan(0);
      for (const { place } of rules.error) {
        const line = lines[(place?.line ?? 0) - 1];
        expect(line).toBeDefined();
        expect(place?.column ?? 0).toBeGreaterThan(0);
        expect(place?.column ?? 0).toBeLessThanOrEqual((line ?? '').length + 1);
      }
    }),
    { numRuns: 1000 },
  );
});

test('JSON is read as everywhere, and refused where it is refused everywhere', () => {
  const noisy = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '\n', '0'))
    .map(([json, at, sign]) => `${json.slice(0, at % (json.length + 1))}${sign}${json.slice(at % (json.length + 1))}`);
  fc.assert(
    fc.property(noisy, (text) => {
      const read = readJsonPlaces(text);
      const plain = parsePlainly(text);
      expect(read.ok).toBe(plain !== null);
      if (read.ok) expect(JSON.stringify(read.value.value)).toBe(JSON.stringify(plain?.value));
    }),
    { numRuns: 500 },
  );
});

function parsePlainly(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}
