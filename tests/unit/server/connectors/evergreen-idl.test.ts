// The description of Evergreen's records: fields are found by their place in it, virtual ones count, and a text that is none is a failure.

import { fieldsOf, readIdl } from '../../../../server/connectors/evergreen/evergreen-idl.ts';
import { eventsIn, refusalsIn } from '../../../../server/connectors/evergreen/evergreen-client.ts';
import { idlText } from '../../../support/connectors/evergreen-records.ts';

const used = ['acn', 'ac', 'ahr', 'aou', 'au', 'circ', 'mbts', 'mous'];
const idl = (fields: string) =>
  `<IDL xmlns:p="x">${used.map((id) => `<class id="${id}"><fields><field name="id"/></fields></class>`).join('')}` +
  `<class id="acp"><fields p:primary="id">${fields}</fields><links><field name="no"/></links></class></IDL>`;

test('names the fields of a record by their places', () => {
  const read = readIdl(
    idl('<field name="notes" p:virtual="true"/><field name="barcode"/><field p:label="a" name="id"></field>'),
  );
  expect(fieldsOf(read, 'acp', { __c: 'acp', __p: [null, '0451', 7, 'more'] })).toEqual({
    notes: null,
    barcode: '0451',
    id: 7,
  });
  expect(fieldsOf(read, 'acp', { __c: 'acp', __p: [] })).toEqual({ notes: null, barcode: null, id: null });
});

test.each([
  ['another class', { __c: 'circ', __p: [1] }],
  ['no list', { __c: 'acp', __p: {} }],
  ['null', null],
  ['a text', 'acp'],
])('a record that is %s has no fields', (_, value) => {
  expect(fieldsOf(readIdl(idlText()), 'acp', value)).toBeNull();
});

test.each([
  ['no XML', 'Not found'],
  ['empty', ''],
  ['cut off', idlText().slice(0, 900)],
  ['without the fields of a class', idl('')],
  ['with a document type', `<!DOCTYPE IDL [<!ENTITY a "id">]>${idlText().replace(/^.*\n/, '')}`],
  ['of more elements than any has', idl('<field name="id"/>'.repeat(60_000))],
  ['of more levels than any has', idl(`${'<x>'.repeat(60)}${'</x>'.repeat(60)}<field name="id"/>`)],
  ['of entities that are not declared', idl('<field name="&id;"/>')],
])('a description that is %s is a failure', (_, text) => {
  expect(() => readIdl(text)).toThrow(/^not-reached: its fm_IDL.xml /);
});

test('finds events alone, in lists and in the results of holds, to a depth', () => {
  expect(refusalsIn([{ textcode: 'SUCCESS' }])).toEqual([]);
  expect(refusalsIn([[{ textcode: 'A' }, { textcode: 'B' }]])).toEqual(['A', 'B']);
  expect(refusalsIn([{ target: 1, result: [{ textcode: 'HOLD_EXISTS' }] }])).toEqual(['HOLD_EXISTS']);
  expect(refusalsIn([{ target: 1, result: { success: 0, last_event: { textcode: 'MAX_HOLDS' } } }])).toEqual([
    'MAX_HOLDS',
  ]);
  expect(eventsIn([7, null, 'x', { __c: 'acp', __p: [] }])).toEqual([]);
  expect(eventsIn([[[[[[{ textcode: 'A' }]]]]]])).toEqual([]);
});
