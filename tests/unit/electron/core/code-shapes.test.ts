// Cards and barcodes distinguished by the shapes of this library's own.

import { code39Sign, luhnDigit } from '../../../../shared/core/check-digits.ts';
import { failsCheck, learnShapes, tellApart } from '../../../../electron/core/code-shapes.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { testReplica } from '../../db/support/test-replica.ts';
import { itemRow, patronRow, put } from '../../db/support/test-rows.ts';

const path = tempDir();
const copy = testReplica(path('shapes'), [
  ...['21114000000017', '21114000000025'].map((number, n) =>
    put('patron', `p${n}`, patronRow(`p${n}`, { cards: [{ number, active: true, primary: true }] })),
  ),
  put('patron', 'staff', patronRow('staff', { cards: [{ number: 'LIB0001', active: true, primary: true }] })),
  put('item', 'a', itemRow('a', { barcode: '31114000000017' })),
  put('item', 'b', itemRow('b', { barcode: 'CONC4100053' })),
  put('item', 'c', itemRow('c', { barcode: 'LIB0002' })),
]);
afterAll(() => copy.close());
const shapes = learnShapes(copy.reader);

test.each([
  ['21114999999999', 'card'],
  ['31114999999999', 'barcode'],
  ['CONC4987654', 'barcode'],
  ['conc4987654', 'barcode'],
  ['LIB0099', 'either'],
  // Another first digit, other letters, another length: nothing here looks like it.
  ['41114000000017', null],
  ['CONC5100053', null],
  ['CONB4100053', null],
  ['211140000000170', null],
  ['', null],
])('%j looks like a %s', (code, kind) => {
  expect(tellApart(shapes, code)).toBe(kind);
});

test('a library without patrons and items tells nothing apart', () => {
  const empty = testReplica(path('empty'), []);
  expect(tellApart(learnShapes(empty.reader), '21114999999999')).toBeNull();
  empty.close();
});

describe('the check digit of a library’s own codes', () => {
  const numbers = Array.from({ length: 20 }, (_, n) => String(1_000 + n * 37));
  const withLuhn = numbers.map((number) => `7${number}${luhnDigit(`7${number}`)}`);
  const withSign = numbers.map((number) => `LIB${number}${code39Sign(`LIB${number}`)}`);
  const library = testReplica(
    path('checks'),
    [...withLuhn, ...withSign, ...numbers.map((number) => `9${number}5`)].map((barcode) =>
      put('item', barcode, itemRow(barcode, { barcode })),
    ),
  );
  const learned = learnShapes(library.reader);
  afterAll(() => library.close());

  test('is learned where all of a shape carry it, and a code that fails it looks misread', () => {
    for (const right of [withLuhn[3], withSign[3]]) {
      const code = right ?? '';
      expect(failsCheck(learned, code)).toBe(false);
      const wrong = `${code.slice(0, -1)}${code.endsWith('1') ? '2' : '1'}`;
      expect(failsCheck(learned, wrong)).toBe(true);
      expect(failsCheck(learned, code.replace(/.{2}(?=.$)/, '99'))).toBe(true);
    }
  });

  test('is not expected where the codes carry none, nor where too few are known to tell', () => {
    expect(failsCheck(learned, '912345')).toBe(false);
    expect(failsCheck(learned, '412345')).toBeNull();
    expect(failsCheck(shapes, 'CONC4100054')).toBeNull();
  });
});
