// MARC-8: marks before their letters, sets that escapes name, and bytes that no set has.

import { loadMarc8 } from '../../../../../server/import/marc/marc8.ts';

test.each([
  ['ASCII', 'Moby-Dick', 'Moby-Dick'],
  ['a mark before its letter', '\xe2Emile', 'Émile'],
  ['two marks on one letter', 'Vi\xe3\xe2et', 'Viết'],
  ['a letter of the extended Latin set', '\xa1od\xb1', 'Łodł'],
  ['Cyrillic, and Latin again', '\x1b(Nm\x1b(B.', 'М.'],
  ['Greek by its short escape', '\x1bga\x1bs-rays', 'α-rays'],
  ['a subscript', 'H\x1bb2\x1bsO', 'H₂O'],
  ['signs of three bytes', '\x1b$1!0!\x1b(B', '一'],
  ['marks around what is not sorted by', '\x88The \x89Title', 'The Title'],
  ['a byte of no set', 'a\xafb', 'a\ufffdb'],
  ['an escape at the end', 'abc\x1b', 'abc'],
  ['a mark without a letter', 'abc\xe2', 'abc\u0301'],
])('%s', async (_name, bytes, wanted) => {
  const marc8 = await loadMarc8();
  expect(marc8(Buffer.from(bytes, 'latin1'))).toBe(wanted.normalize('NFC'));
});
