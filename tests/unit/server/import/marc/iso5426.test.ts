// ISO 5426: marks before their letters, letters of the set, and bytes that it does not have.

import { namesOtherSet, readIso5426 } from '../../../../../server/import/marc/iso5426.ts';

test.each([
  ['ASCII', 'Moby-Dick', 'Moby-Dick'],
  ['a mark before its letter', '\xc2Emile', 'Émile'],
  ['two marks on one letter', 'Vi\xc3\xc2et', 'Viết'],
  ['umlaut and diaeresis alike', 'M\xc9uller, ha\xc8ir', 'Müller, haïr'],
  ['below the letter', 'fran\xd0cais, W\xd3achock', 'français, Wąchock'],
  ['a ring and a caron', '\xcaAngstr\xc9om, \xcfCapek', 'Ångström, Čapek'],
  ['letters of the set', '\xe8\xc2od\xc2z, stra\xfbe, \xfauvre, \xf1r\xf9', 'Łódź, straße, œuvre, ærø'],
  ['signs of the set', '\xabOui\xbb \xbfqu\xc2e? \xb9', '«Oui» ¿qué? ’'],
  ['marks around what is not sorted by', '\x88Le \x89Titre', 'Le Titre'],
  ['a byte of no set', 'a\xe0b\xb3', 'a\ufffdb\ufffd'],
  ['signs below of another set, until ASCII is back', 'a\x1b(Nb c\x1b(Bd\x1b', 'a\ufffd \ufffdd'],
  ['signs above of another set, until ISO 5426 is back', 'a\x1b)Q\xe1b\x1b)P\xe1', 'a\ufffdbÆ'],
  ['a set of two bytes a sign', 'a\x1b$1!!!\x1b(Bb', 'a\ufffd\ufffd\ufffdb'],
  ['a mark without a letter', 'abc\xc2', 'abc\u0301'],
])('%s', (_name, bytes, wanted) => {
  expect(readIso5426(Buffer.from(bytes, 'latin1'))).toBe(wanted.normalize('NFC'));
});

test.each([
  ['\x1b(Ba', false],
  ['a\x1b)P', false],
  ['a', false],
  ['a\x1b', false],
  ['\x1b(B\x1b(N', true],
  ['\x1b$1', true],
])('whether %j names a set that is not read', (bytes, wanted) => {
  expect(namesOtherSet(Buffer.from(bytes, 'latin1'))).toBe(wanted);
});
