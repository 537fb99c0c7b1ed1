// Cards and barcodes have one form, from any source.

import { CodeSchema, codeText } from '../../../../shared/core/code-text.ts';
import { isPlain, plainJson } from '../../../../shared/core/plain-text.ts';

test('the same code in other signs is the same code', () => {
  const same = [
    '29000000000017',
    ' 29000000000017\t',
    '29000000000017'.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    '\u200e29000000000017\u200f',
    '29000\u200b000000017',
    '29000\u00ad000000017',
    '\ufeff29000000000017',
    '\u202a29000000000017\u202c',
    '29000000000017\u2060\ufe0f',
    '\u00a029000000000017\u3000',
    '\u001d29000000000017\u001e\u0004',
    '29000\u001b000000\u009b017\u0085',
  ];
  expect(new Set(same.map(codeText))).toEqual(new Set(['29000000000017']));
  expect(codeText('CAFE\u0301-1')).toBe(codeText('CAF\u00c9-1'));
});

test('the form of a form is itself, whatever signs a code is written with', () => {
  const unlike: string[] = [];
  for (let point = 1; point <= 0x10ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const sign = String.fromCodePoint(point);
    for (const text of [sign, `x${sign}`, `e${sign}\u0301`, `${sign}\u0301x`]) {
      const form = codeText(text);
      if (codeText(form) !== form) unlike.push(point.toString(16));
    }
  }
  expect(unlike).toEqual([]);
});

test('words that are searched stay apart, and the character zero stays to be refused', () => {
  expect(codeText('Smith\tJohn\n')).toBe('Smith John');
  expect(isPlain(codeText('29\u000000'))).toBe(false);
});

test('a code of nothing but signs without width is none', () => {
  expect(CodeSchema.safeParse('\u200b\u200e').success).toBe(false);
  expect(CodeSchema.parse('\u200b1\u200b')).toBe('1');
});

test('text that no database keeps is told from other text, and made into such', () => {
  const values = ['a\u0000', ['\ud800'], { '\udc00': 1 }, { a: { b: ['x\udfff'] } }];
  expect(values.map(isPlain)).toEqual([false, false, false, false]);
  const made = values.map((value): unknown => JSON.parse(plainJson(JSON.stringify(value))));
  expect(made.map(isPlain)).toEqual([true, true, true, true]);
  expect(plainJson('{"a":"x\\u0000y\\ud83d\\ude00\\uD83D"}')).toBe('{"a":"x\\ufffdy\\ud83d\\ude00\\ufffd"}');
  // A backslash that is written, with letters after it.
  expect(plainJson('{"a":"\\\\u0000"}')).toBe('{"a":"\\\\u0000"}');
});
