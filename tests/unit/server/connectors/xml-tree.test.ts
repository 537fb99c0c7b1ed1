// XML of foreign systems: a small tree, and nothing of what hostile documents try.

import { elementAt, elementsAt, printXml, readXml, textAt } from '../../../../server/connectors/xml-tree.ts';

test('is read without prefixes, with its entities', () => {
  const root = readXml(
    '<n:a xmlns:n="urn:x"><n:b>one &amp; <![CDATA[<two>]]></n:b><n:b> 3 </n:b><n:c><d>4</d></n:c></n:a>',
  );
  expect(elementsAt(root, 'b').map(({ text }) => text)).toEqual(['one & <two>', '3']);
  expect(textAt(root, 'c', 'd')).toBe('4');
  expect(textAt(root, 'c', 'e', 'f')).toBe('');
  expect(elementAt(root, 'x')).toBeNull();
  expect(elementAt(readXml('<a><b id="1" p:c="&lt;"/></a>'), 'b')?.attributes).toEqual({ id: '1', 'p:c': '<' });
});

test.each([
  ['a document type', '<!DOCTYPE a SYSTEM "http://localhost/x"><a/>'],
  ['entities of its own', '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
  ['an unknown entity', '<a>&file;</a>'],
  ['no end', '<a><b>'],
  ['two roots', '<a/><b/>'],
  ['no XML', 'Bad gateway'],
  ['nothing', ''],
  ['too many levels', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`],
  ['too many elements', `<a>${'<b/>'.repeat(60_000)}</a>`],
])('%s is none', (_, text) => {
  expect(readXml(text)).toBeNull();
});

test('a written document reads as what was written, whatever a barcode holds', () => {
  const hostile = '"><Evil/>&amp;\u0000\u000b\ud800';
  const written = printXml({ name: 'a', attributes: { 'x:y': hostile }, holds: [null, { name: 'b', holds: hostile }] });
  const root = readXml(written);
  expect(root?.children.map(({ name }) => name)).toEqual(['b']);
  expect(textAt(root, 'b')).toBe('"><Evil/>&amp;');
});
