// Plain codes, names and call numbers take a shorter way to the form that they are searched by. A letter that is not plain beside them makes
// them take the long one: both end in the same.

import fc from 'fast-check';
import { backwards, callNumberForm } from '../../../../db/replica/search-forms.ts';
import { foldText } from '../../../../shared/core/fold-text.ts';

const plain = fc.string({ maxLength: 30 });
const mixed = fc.string({
  unit: fc.constantFrom('a', 'Z', 'q', '0', '1', '9', ' ', '.', '-', "'", '/'),
  maxLength: 20,
});
const both = fc.oneof(plain, mixed);
/** As "é": it splits from the letter before it, and is folded away after it. */
const odd = ' é';

test('a plain text is folded as it is beside a letter with a mark', () => {
  fc.assert(
    fc.property(both, (text) => {
      expect(`${foldText(text)} e`.trimStart()).toBe(foldText(text + odd));
    }),
  );
});

test('a plain call number has its letters and numbers apart as it has them beside a letter with a mark', () => {
  fc.assert(
    fc.property(both, (text) => {
      expect(`${callNumberForm(text)} ł`.trimStart()).toBe(`${callNumberForm(`${text} ł`).slice(0, -1)}ł`);
    }),
  );
  expect(callNumberForm('tr808.56')).toBe(callNumberForm('TR 808 .56'));
});

test('a plain code is turned as one with another letter is, and turned twice is itself', () => {
  fc.assert(
    fc.property(both, (code) => {
      expect(backwards(`${code}😀`)).toBe(`😀${backwards(code)}`);
      expect(backwards(backwards(code))).toBe(code);
    }),
  );
});
