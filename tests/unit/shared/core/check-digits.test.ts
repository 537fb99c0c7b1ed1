// Check digits against codes of other makers: the program's own codes would agree with themselves.

import {
  code39Sign,
  codabarDigits,
  isCode39Valid,
  isEan13Valid,
  isIsbn10Valid,
  isLuhnValid,
} from '../../../../shared/core/check-digits.ts';

/** Each digit one more. */
const misread = (code: string): string[] =>
  Array.from(code).flatMap((sign, at) =>
    /\d/.test(sign) ? [code.slice(0, at) + String((Number(sign) + 1) % 10) + code.slice(at + 1)] : [],
  );

test.each([
  ['Luhn', isLuhnValid, ['79927398713', '4111111111111111']],
  ['EAN-13', isEan13Valid, ['4006381333931', '9780306406157', '5901234123457']],
  ['ISBN-10', isIsbn10Valid, ['0306406152', '080442957X']],
  // The label of the AIM specification: 12345ABCDE/ has T.
  ['Code 39', isCode39Valid, ['12345ABCDE/T']],
] as const)(
  '%s: codes that are known to be right pass, and none of them with one digit misread',
  (_, isValid, codes) => {
    for (const code of codes) {
      expect([code, isValid(code)]).toEqual([code, true]);
      for (const wrong of misread(code)) expect([wrong, isValid(wrong)]).toEqual([wrong, false]);
    }
  },
);

test('a code of another kind passes none of them by its form alone', () => {
  expect([isEan13Valid('400638133393'), isIsbn10Valid('978030640615'), isLuhnValid('7'), isLuhnValid('79A')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(code39Sign('lower')).toBeNull();
});

test('Codabar tells digits from the letters that begin and end a label', () => {
  expect(codabarDigits('A21310000004421B')).toBe('21310000004421');
  expect(codabarDigits('d12345c')).toBe('12345');
  expect([codabarDigits('E12345A'), codabarDigits('A1234B'), codabarDigits('12345')]).toEqual([null, null, null]);
});
