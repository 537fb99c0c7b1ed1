// Searches as staff type them.

import { foldText } from '../../../../shared/core/fold-text.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import { titleId } from '../../../../shared/core/ids.ts';
import { activeRulesVersion, policyByHash, staffRevision } from '../../../../db/replica/queries/library.ts';
import { countOpenExceptions, openPlaces } from '../../../../db/replica/queries/exceptions.ts';
import { findItems } from '../../../../db/replica/queries/find-items.ts';
import { findPatrons } from '../../../../db/replica/queries/find-patrons.ts';
import { allRows } from '../../../../db/replica/read-row.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testLibrary, testPolicy, testPolicyHash } from '../support/test-desk.ts';
import { testReplica } from '../support/test-replica.ts';
import { itemRow, patronRow, put, titleRow } from '../support/test-rows.ts';

const path = tempDir();

function person(id: string, family: string, given: string, fields: Partial<Patron> = {}) {
  const name = { family, given, middle: null, suffix: null, chosen: null };
  return put('patron', id, patronRow(id, { name, ...fields }));
}

const replica = testReplica(path('find'), [
  person('1', 'Okafor', 'Sade', { email: 'Sade.O@example.edu', phones: ['+1 (909) 555-0101'] }),
  person('2', 'Łukaszewicz', 'Ana María', {
    name: { family: 'Łukaszewicz', given: 'Ana María', middle: null, suffix: null, chosen: 'Annie' },
  }),
  person('3', "O'Brien-Smith", 'Jo'),
  person('4', 'Smith', 'James', { cards: [{ number: '21114003456789', active: true, primary: true }] }),
  person('5', 'Smith', 'Amy'),
  person('6', 'Smithson', 'Jo'),
  put(
    'title',
    't1',
    titleRow('t1', { title: 'The Überstory of Trees', author: 'Powers, Richard', isbns: ['978-0-393-63552-2'] }),
  ),
  put('title', 't2', titleRow('t2', { title: 'Trees of Life' })),
  put(
    'item',
    'a',
    itemRow('a', { barcode: '31114000000017', titleId: titleId('t1'), callNumber: 'PS3566 .O92 O94 2018' }),
  ),
  put('item', 'b', itemRow('b', { barcode: '31114000000025', titleId: titleId('t2'), callNumber: 'QK475' })),
  put('library', 'lib', testLibrary),
  put('policy', testPolicyHash, { hash: testPolicyHash, policy: testPolicy }),
  put('ruleActivation', 'x1', { id: 'x1', version: 'r1', at: 100 }),
  put('ruleActivation', 'x2', { id: 'x2', version: 'r2', at: 200 }),
  put('staffMark', 'staff', { id: 'staff', revision: 7 }),
  ...(['act-now', 'today', 'today', 'note', 'urgent'] as const).map((weight, index) =>
    put('exception', `e${index}`, {
      id: `e${index}`,
      code: 'in-question',
      weight,
      origin: 'folded',
      state: index === 2 ? 'explained' : 'open',
      branch: null,
      itemId: 'a',
      patronId: null,
      cause: 'c',
      at: 1,
      params: {},
      resolution: null,
    }),
  ),
]);
afterAll(() => replica.close());

const patrons = (query: string, limit = 10) => findPatrons(replica.reader, query, limit).map(({ id }) => id);
const items = (query: string) => findItems(replica.reader, query, 10).map(({ id }) => id);

test('a number finds that very card first, then cards that end like it, then those that begin like it', () => {
  const numbers = ['21708000001708', '21310000002170', '2170'];
  const cards = testReplica(
    path('ends'),
    numbers.map((number, n) =>
      person(`c${n}`, `Family ${n}`, 'A', { cards: [{ number, active: true, primary: true }] }),
    ),
  );
  expect(findPatrons(cards.reader, '2170', 10).map((one) => one.cards[0]?.number)).toEqual([
    '2170',
    '21310000002170',
    '21708000001708',
  ]);
  expect(findPatrons(cards.reader, '2170', 2)).toHaveLength(2);
  cards.close();
});

test('patrons who have such a card now come before those who had one once', () => {
  const card = (number: string, is: { active: boolean; primary: boolean }) => ({ number, ...is });
  const current = { active: true, primary: true };
  const lost = { active: false, primary: false };
  const campus = { active: true, primary: false };
  const cards = testReplica(path('old-ends'), [
    person('lost', 'Abbott', 'A', { cards: [card('21310000001708', current), card('21310000432170', lost)] }),
    person('campus', 'Baker', 'B', { cards: [card('21310000005555', current), card('70000000002170', campus)] }),
    person('now', 'Cole', 'C', { cards: [card('70000000002222', campus), card('21310000002170', current)] }),
  ]);
  expect(findPatrons(cards.reader, '2170', 10).map(({ id }) => id)).toEqual(['now', 'campus', 'lost']);
  expect(findPatrons(cards.reader, '2170', 1).map(({ id }) => id)).toEqual(['now']);
  cards.close();
});

test('a number finds items in the same order', () => {
  const barcodes = ['21708000001708', '31310000002170'];
  const shelf = testReplica(path('item-ends'), [
    put('title', 't1', titleRow('t1', { title: 'Trees' })),
    ...barcodes.map((barcode) => put('item', barcode, itemRow(barcode, { barcode, titleId: titleId('t1') }))),
  ]);
  expect(findItems(shelf.reader, '2170', 10).map(({ barcode }) => barcode)).toEqual(barcodes.toReversed());
  shelf.close();
});

test.each([
  ['smi', ['5', '4', '6', '3']],
  ['smith, j', ['4', '6', '3']],
  ['james smith', ['4']],
  ['smith jam', ['4']],
  ['j smith', ['3', '4', '6']],
  ['LUKASZ', ['2']],
  ['maria', ['2']],
  ['annie luk', ['2']],
  ['obrien', ['3']],
  ['o', ['3', '1']],
  ['sade.o@', ['1']],
  ['sade.o', ['1']],
  ['5550101', ['1']],
  ['909-555-0101', ['1']],
  ['(909) 555', ['1']],
  ['2111400345', ['4']],
  ['6789', ['4']],
  ['456789', ['4']],
  ['789', []],
  ['0101', ['1']],
  ['card-5', ['5']],
  ['', []],
  ['%', []],
  ['"', []],
])('patrons by %j', (query, expected) => {
  const found = patrons(query);
  expect(found.toSorted()).toEqual(expected.toSorted());
  if (query === 'smi') expect(found.slice(0, 3)).toEqual(['5', '4', '6']);
});

test('words find titles that begin so first, then those that have them, then authors', () => {
  const titles = [
    ['by', { title: 'A quiet year', author: 'Striker, Ann' }],
    ['within', { title: 'On strikes in the Andes' }],
    ['apart', { title: 'The Andes, and strikes' }],
    ['first', { title: 'Strikes in the Andes', author: 'Morales, Ruth' }],
    ['whole', { title: 'Strike' }],
  ] as const;
  const db = testReplica(
    path('ranked'),
    titles.flatMap(([id, title]) => [
      put('title', id, titleRow(id, title)),
      put('item', id, itemRow(id, { barcode: `3${id}`, titleId: titleId(id) })),
    ]),
  );
  const found = (query: string) => findItems(db.reader, query, 10).map(({ id }) => String(id));
  expect(found('strike')).toEqual(['whole', 'first', expect.stringMatching(/within|apart/), expect.any(String), 'by']);
  expect(found('strikes in')).toEqual(['first', 'within']);
  expect(found('the andes')[0]).toBe('apart');
  db.close();
});

test('patrons stop at the limit', () => {
  expect(patrons('smi', 2)).toEqual(['5', '4']);
});

test.each([
  ['31114', ['a', 'b']],
  ['31114000000025', ['b']],
  ['0025', ['b']],
  ['025', []],
  ['trees', ['a', 'b']],
  ['uberst tree', ['a']],
  ['powers', ['a']],
  ['r powers', ['a']],
  ['9780393635522', ['a']],
  ['978-0-393-63552', ['a']],
  ['ps3566 o92', ['a']],
  ['PS3566 .O9', ['a']],
  ['qk', ['b']],
  ['qk 475', ['b']],
  ['PS 3566 .O92', ['a']],
  ['x', []],
  ['...', []],
])('items by %j', (query, expected) => {
  expect(items(query).toSorted()).toEqual(expected);
});

test('folding is the same for what is stored and what is typed', () => {
  expect(foldText('Łukaszewicz')).toBe('lukaszewicz');
});

test('the library, its rules by moment, policies and open exceptions', () => {
  const { reader } = replica;
  expect(allRows(reader, 'library')).toEqual([testLibrary]);
  expect([99, 100, 199, 200].map((at) => activeRulesVersion(reader, at))).toEqual([null, 'r1', 'r1', 'r2']);
  expect(policyByHash(reader, testPolicyHash)).toEqual(testPolicy);
  expect(staffRevision(reader)).toBe(7);
  const places = openPlaces(reader, { after: 0, limit: 10 });
  expect(places.map(({ key, weight }) => [key, weight])).toContainEqual(['e1', 'today']);
  const first = places[0]?.n ?? 0;
  expect(openPlaces(reader, { after: first, limit: 1 })).toEqual(places.slice(1, 2));
  expect(Object.fromEntries(countOpenExceptions(reader))).toEqual({ 'act-now': 1, today: 1, note: 1, urgent: 1 });
});
