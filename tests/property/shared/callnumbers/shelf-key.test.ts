// The shelf order of call numbers, drawn as a library writes them: it is an order, spellings do not matter, decimals are decimals.

import fc from 'fast-check';
import {
  isCallNumber,
  parseCallNumber,
  schemeOf,
  SCHEMES,
  shelfKey,
} from '../../../../shared/callnumbers/call-number.ts';
import { inShelfOrder, misplacedIn } from '../../../../shared/callnumbers/shelf-order.ts';

const letters = (most: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('ABGKMPQSZ')), minLength: 1, maxLength: most });
const digits = (most: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength: most });
const cutter = fc.tuple(letters(1), digits(4));
const congress = fc.record({
  letters: letters(2),
  number: fc.integer({ min: 1, max: 9999 }),
  cutters: fc.array(cutter, { minLength: 1, maxLength: 3 }),
  year: fc.option(fc.integer({ min: 1500, max: 2050 })),
  volume: fc.option(fc.integer({ min: 1, max: 300 })),
});
type Congress = (typeof congress extends fc.Arbitrary<infer T> ? T : never) & object;

function written(one: Congress, space: string, dot: string, label: string): string {
  const cutters = one.cutters.map(([letter, number]) => letter + number);
  return [
    `${one.letters}${space}${one.number}${space === '' ? '' : ' '}${dot}${cutters[0] ?? ''}`,
    ...cutters.slice(1),
    ...(one.year === null ? [] : [String(one.year)]),
    ...(one.volume === null ? [] : [`${label}${one.volume}`]),
  ].join(' ');
}

const anyText = fc.oneof(
  congress.map((one) => written(one, ' ', '.', 'v.')),
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), digits(4), cutter)
    .map(([n, d, [l, c]]) => `${String(n).padStart(3, '0')}.${d} ${l}${c}`),
  fc.tuple(letters(2), fc.nat(99), fc.nat(99), digits(3)).map(([a, b, c, d]) => `${a} ${b}.${c}:${d}`),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

test('any texts have one order: no circle, and none but the same text beside itself', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (a, b, c) => {
      expect(Math.sign(inShelfOrder(a, b)) + Math.sign(inShelfOrder(b, a))).toBe(0);
      expect(inShelfOrder(a, b) === 0).toBe(a === b);
      if (inShelfOrder(a, b) <= 0 && inShelfOrder(b, c) <= 0) expect(inShelfOrder(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('every scheme keys, parses and judges any text', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SCHEMES), anyText, (scheme, text) => {
      expect(shelfKey(scheme, text)).toBe(shelfKey(scheme, text));
      expect(text.normalize('NFC')).toContain(parseCallNumber(scheme, text).base);
      expect(typeof isCallNumber(scheme, text)).toBe('boolean');
      expect(SCHEMES).toContain(schemeOf(text));
    }),
    { numRuns: 500 },
  );
});

test('a text as long as a scanner can send is read to its end, whatever it repeats', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', 'QA1 ', '813', 'A 1.1/'),
      fc.constantFrom('A', 'A ', ' ', '1', 'A.', 'A-', '/1', ',1', 'A1 ', '. ', ':', 'v.1 ', '\n', 'é'),
      fc.constantFrom('', '!', '\n:'),
      (start, part, end) => {
        const text = start + part.repeat(800) + end;
        for (const scheme of SCHEMES) {
          expect(shelfKey(scheme, text)).not.toBe('');
          expect(parseCallNumber(scheme, text).lines).toBeDefined();
          expect(typeof isCallNumber(scheme, text)).toBe('boolean');
        }
      },
    ),
  );
});

test('spaces, the dot of the first cutter, case and the word for volume do not move a number', () => {
  fc.assert(
    fc.property(congress, (one) => {
      const key = shelfKey('lc', written(one, '', '.', 'v.'));
      expect(shelfKey('lc', written(one, ' ', '', 'vol. '))).toBe(key);
      expect(shelfKey('lc', written(one, '', '.', 'v. ').toLowerCase())).toBe(key);
    }),
  );
});

test('class numbers go by value, cutters as decimals', () => {
  fc.assert(
    fc.property(
      digits(5),
      digits(5),
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 9999 }),
      (a, b, m, n) => {
        fc.pre(Number(`0.${a}`) !== Number(`0.${b}`) && m !== n);
        expect(shelfKey('lc', `QA76 .C${a}`) < shelfKey('lc', `QA76 .C${b}`)).toBe(Number(`0.${a}`) < Number(`0.${b}`));
        expect(shelfKey('dewey', `813.5 C${a}`) < shelfKey('dewey', `813.5 C${b}`)).toBe(
          Number(`0.${a}`) < Number(`0.${b}`),
        );
        expect(shelfKey('dewey', `813.${a}`) < shelfKey('dewey', `813.${b}`)).toBe(Number(`0.${a}`) < Number(`0.${b}`));
        expect(shelfKey('lc', `QA${m} .C1`) < shelfKey('lc', `QA${n} .C1`)).toBe(m < n);
        expect(shelfKey('sudoc', `A 1.${m}:`) < shelfKey('sudoc', `A 1.${n}:`)).toBe(m < n);
        expect(shelfKey('local', `CD ${m}`) < shelfKey('local', `CD ${n}`)).toBe(m < n);
      },
    ),
  );
});

test('a longer call number comes after the one that it extends', () => {
  fc.assert(
    fc.property(congress, cutter, (one, [letter, number]) => {
      const text = written({ ...one, year: null, volume: null }, '', '.', '');
      expect(shelfKey('lc', text) < shelfKey('lc', `${text} 1999`)).toBe(true);
      expect(shelfKey('lc', `${text} 1999`) < shelfKey('lc', `${text} 1999 v.2`)).toBe(true);
      expect(shelfKey('lc', text) < shelfKey('lc', `${text} ${letter}${number}`)).toBe(true);
    }),
  );
});

test('books that are taken out leave the shelf in order, and putting one back breaks it', () => {
  fc.assert(
    fc.property(
      fc.array(
        congress.map((one) => written(one, '', '.', 'v.')),
        { maxLength: 12 },
      ),
      (scanned) => {
        const misplaced = misplacedIn(scanned, 'lc');
        const left = scanned.filter((_, place) => !misplaced.includes(place)).map((text) => shelfKey('lc', text));
        expect(left).toEqual(left.toSorted());
        const inOrder = [...scanned].sort((a, b) => (shelfKey('lc', a) < shelfKey('lc', b) ? -1 : 1));
        expect(misplacedIn(inOrder, 'lc')).toEqual([]);
      },
    ),
  );
});
