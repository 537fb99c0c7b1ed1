// The words of errors: on screen they stand as sentences, so typed text may not be their first word.

import { ERRORS } from '../../../../../shared/core/codes/errors.ts';

/** Printed by commands alone, after their code. */
const PRINTED = /^HF-(CLI|IMPORT|RULES)-/;

// An amount has no letter that a sentence would make a capital.
test('no error that is shown on screen begins with what was typed, in either language', () => {
  const beginTyped = Object.entries(ERRORS)
    .filter(([code]) => !PRINTED.test(code))
    .flatMap(([code, { what, todo }]) => [what.en, what.es, todo.en, todo.es].map((text) => `${code}: ${text}`))
    .filter((line) => /^HF-\w+-\d+: \{(?!amount|tendered)/.test(line));
  expect(beginTyped).toEqual([]);
});
