// Finding and showing patrons and items, and recognizing a scanned text.

import type { MethodInput } from '../../../../shared/bridge/contract.ts';
import { testItem, testPatron } from '../../../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 10,
  patrons: 10,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    await writer.putRows('patron', [
      testPatron('named', {
        cards: [{ number: '21000000000001', active: true, primary: true }],
        name: { family: 'Nguyễn', given: 'Thị Hoa', middle: null, suffix: 'Jr.', chosen: 'Hoa' },
        email: 'hoa@example.org',
        phones: ['555-0100'],
        address: ['1 Main Street', 'Springfield'],
        birthDate: '2001-02-03',
        messages: ['A book of yours was found.'],
      }),
    ]);
    await writer.putRows('patron', [
      testPatron('two-cards', {
        cards: [
          { number: '29000000001708', active: true, primary: true },
          { number: '45432170', active: true, primary: false },
        ],
        name: { family: 'Aaronson', given: 'Two', middle: null, suffix: null, chosen: null },
      }),
      testPatron('one-card', {
        cards: [{ number: '29000000002170', active: true, primary: true }],
        name: { family: 'Zimmer', given: 'One', middle: null, suffix: null, chosen: null },
      }),
    ]);
    await writer.putRows('item', [testItem('coded', { barcode: '31000000000008', callNumber: 'PS 3557 .O4' })]);
  },
});
const desk = sharedDesk(world, 'student');

const patrons = async (query: string, limit?: number) => {
  const found = await desk.now.ask('patron.find', { query, ...(limit === undefined ? {} : { limit }) });
  return found.patrons.map(({ name }) => name);
};
const items = async (query: string) => (await desk.now.ask('item.find', { query })).items.map(({ barcode }) => barcode);
const scan = (text: string) => desk.now.ask('scan.resolve', { text });
const patron = (name: string) => desk.now.ask('patron.view', { card: `card-${name}` });

describe('finding', () => {
  test.each(['okafor sade', 'Sade Okafor', 'OKAFOR', 'oka'])('a patron by %j', async (query) => {
    expect(await patrons(query)).toEqual(['OKAFOR, Sade']);
  });

  test.each(['nguyen', 'Thi Hoa', 'hoa@example.org', '555-0100', '21000000000001', '2100'])(
    'a patron without knowing how the name is written, or otherwise, by %j',
    async (query) => {
      expect(await patrons(query)).toEqual(['NGUYỄN Jr., Hoa']);
    },
  );

  test('the end of a card finds the card that is shown first, and says where another card of a patron is meant', async () => {
    const { patrons: found } = await desk.now.ask('patron.find', { query: '2170' });
    expect(found.map(({ card, otherCard }) => [card, otherCard])).toEqual([
      ['29000000002170', undefined],
      ['29000000001708', '45432170'],
    ]);
  });

  test('a patron tells what stands against them; as many as are asked for come, and none for nothing', async () => {
    const { patrons: found } = await desk.now.ask('patron.find', { query: 'family' });
    const state = new Map(found.map(({ card, expired, blocked }) => [card, [expired, blocked]]));
    expect(state.get('card-expired')).toEqual([true, false]);
    expect(state.get('card-barred')).toEqual([false, true]);
    expect(state.get('card-blocked')).toEqual([false, true]);
    expect(state.get('card-P0')).toEqual([false, false]);
    expect(await patrons('family', 3)).toHaveLength(3);
    expect(await patrons('nobody of that name')).toEqual([]);
    expect(await patrons('')).toEqual([]);
  });

  test.each([
    ['barcode-X4', 'barcode-X4'],
    ['the kit', 'barcode-kit'],
    ['kit author', 'barcode-kit'],
    ['PS 3557', '31000000000008'],
    ['31000000000008', '31000000000008'],
  ])('an item by %j', async (query, barcode) => {
    expect(await items(query)).toContain(barcode);
  });

  test('an item as it is now, a moment after it was lent', async () => {
    await desk.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-X0' });
    const { items: found } = await desk.now.ask('item.find', { query: 'barcode-X0' });
    expect(found).toMatchObject([{ barcode: 'barcode-X0', status: 'on-loan', statusText: 'on loan' }]);
  });
});

describe('a scanned text', () => {
  test('is an item or a patron where one of them has it', async () => {
    expect(await scan('barcode-kit')).toEqual({ kind: 'item', barcode: 'barcode-kit', title: 'The kit' });
    expect(await scan('card-plain')).toEqual({ kind: 'patron', card: 'card-plain', name: 'OKAFOR, Sade' });
    expect(await scan('  card-plain ')).toMatchObject({ kind: 'patron' });
  });

  test.each([
    ['21000000000013', 'card', false],
    ['21000000000012', 'card', true],
    ['31000000000011', 'barcode', false],
    ['31000000000019', 'barcode', true],
    ['moby dick', 'text', false],
  ])('that nobody knows: %s looks like a %s, misread: %s', async (text, looksLike, looksMisread) => {
    expect(await scan(text)).toEqual({ kind: 'unknown', text, looksLike, looksMisread });
  });
});

test('a Codabar label is read without the letters that begin and end it', async () => {
  const { barcode } = await desk.now.ask('item.view', { barcode: '31000000000008' });
  expect(await scan(`A${barcode}B`)).toMatchObject({ kind: 'item', barcode });
  expect(await scan('a31000000000019d')).toMatchObject({ text: '31000000000019', looksMisread: true });
});

test('the stripe of a card is its patron, by track 1 or 2; of a number that no card here looks like, its end alone is told', async () => {
  const hoa = { kind: 'patron', card: '21000000000001' };
  expect(await scan('%B21000000000001^NGUYEN/HOA^2912101?')).toMatchObject(hoa);
  expect(await scan(';21000000000001=2912101?')).toMatchObject(hoa);
  const ofThisShape = { kind: 'unknown', text: '21000000000013', looksLike: 'card', looksMisread: false };
  expect(await scan('%B21000000000013^ROSE/ALEX^2912101?')).toEqual(ofThisShape);
  expect(await scan('%B6034210000000013^ROSE/ALEX^2912101?;6034210000000013=2912101?')).toEqual({
    kind: 'unknown',
    text: '…0013',
    looksLike: 'text',
    looksMisread: false,
  });
});

describe('an unknown code', () => {
  test.each([
    ['9780306406157', 'isbn', 'isbn', false],
    ['9780306406158', 'isbn', 'isbn', true],
    ['0306406152', 'isbn', 'text', false],
    ['097522980X', 'isbn', 'isbn', false],
    ['A123456', 'either', 'either', false],
    ['A12345', 'either', 'text', false],
    ['555-010-0199', 'either', 'text', false],
    ['5550100199', 'either', 'text', false],
    ['B-52', 'either', 'text', false],
    ['okafor', 'text', 'text', false],
    ['https://example.org/1', 'text', 'text', false],
    ['QA76.6', 'either', 'text', false],
  ])(
    '%s looks like %s when it is scanned, like %s when it is typed, misread: %s',
    async (text, scanned, typed, misread) => {
      const unknown = { kind: 'unknown', text, looksMisread: misread };
      expect(await desk.now.ask('scan.resolve', { text, scanned: true })).toEqual({ ...unknown, looksLike: scanned });
      expect(await scan(text)).toEqual({ ...unknown, looksLike: typed });
    },
  );
});

describe('a scan at the counter', () => {
  const take = (text: string, act: MethodInput<'scan.take'>['act']) => desk.now.ask('scan.take', { text, act });
  const acts = async () => {
    const { waiting, answered } = await desk.now.ask('sync.acts', {});
    return [...waiting, ...answered].map(({ commandId }) => commandId).toSorted();
  };

  test('does in one call with a copy what the place does with every copy', async () => {
    const back = await take('31000000000008', { name: 'checkin' });
    expect(back).toMatchObject({ found: { kind: 'item' }, answer: { decision: 'done', routing: {} } });
    const lent = await take('A31000000000008B', { name: 'checkout', patron: '29000000002170' });
    expect(lent).toMatchObject({ found: { barcode: '31000000000008' }, answer: { decision: 'done' } });
    expect(await desk.now.ask('item.view', { barcode: '31000000000008' })).toMatchObject({ status: 'on-loan' });
  });

  test.each(['29000000002170', '9780393635522', '31000000000099', 'okafor'])(
    'does nothing with %s, which is no copy here, and tells what it is',
    async (text) => {
      const before = await acts();
      expect(await take(text, { name: 'checkin' })).toEqual({ found: await scan(text), answer: null });
      expect(await take(text, { name: 'checkout', patron: '29000000002170' })).toMatchObject({ answer: null });
      expect(await acts()).toEqual(before);
    },
  );
});

describe('a patron on the screen', () => {
  test('says what stands against every checkout, worst first, in words', async () => {
    const { notices, expired } = await patron('everything');
    expect(expired).toBe(true);
    expect(notices.map(({ code, effect }) => [code, effect])).toEqual([
      ['PATRON_EXPIRED', 'block'],
      ['PATRON_BARRED', 'block'],
      ['PATRON_RESTRICTED', 'block'],
    ]);
    expect(notices.map(({ text }) => text)).toEqual([
      'The account expired on Jun 9, 2026.',
      'The account is barred.',
      'Block on the account: Call us.',
    ]);
    expect((await patron('plain')).notices).toEqual([]);
    expect((await patron('limited')).notices).toMatchObject([
      { code: 'LIMIT_REACHED', text: '2 of 2 items already out.' },
    ]);
  });

  test('counts what is out, late and waited for, and lists it by its date', async () => {
    const view = await patron('lender');
    expect(view.counts).toEqual({ out: 5, overdue: 3, holds: 0, holdsReady: 0, claims: 0 });
    const dates = view.loans.map(({ dueAt }) => dueAt);
    expect(dates).toEqual(dates.toSorted());
    expect((await patron('waiting')).counts).toMatchObject({ holds: 3, holdsReady: 1 });
    expect((await patron('indebted')).owesFee).toBe(true);
    expect(view.asOfText).toBeNull();
  });

  test('a lost item is not late besides', async () => {
    const { counts, loans } = await patron('loser');
    expect(loans.map(({ state, overdue }) => [state, overdue])).toContainEqual(['lost', false]);
    expect(counts.overdue).toBe(0);
  });

  test('keeps money, address and birth date for those who ask for them', async () => {
    const view = await desk.now.ask('patron.view', { card: '21000000000001' });
    expect(view).toMatchObject({ name: 'NGUYỄN Jr., Hoa', messages: ['A book of yours was found.'] });
    expect(JSON.stringify(view)).not.toMatch(/Main Street|2001-02-03|555-0100|example\.org/);
    expect(await desk.now.ask('patron.details', { card: '21000000000001' })).toEqual({
      owedText: '$0.00',
      fees: [],
      birthDate: '2001-02-03',
      email: 'hoa@example.org',
      phones: ['555-0100'],
      address: ['1 Main Street', 'Springfield'],
    });
    const owing = await desk.now.ask('patron.details', { card: 'card-indebted' });
    expect(owing.owedText).toMatch(/^\$\d+\.\d\d$/);
    expect(owing.fees.map(({ title }) => title)).toEqual(owing.fees.map(() => 'The owedFor'));
    expect(owing.fees.length).toBeGreaterThan(0);
  });

  test('is told from an unknown card, with and without a line', async () => {
    expect(await desk.now.refusal('patron.view', { card: 'card-nobody' })).toBe('HF-PATRON-001');
    expect(await desk.now.refusal('patron.details', { card: 'card-nobody' })).toBe('HF-PATRON-001');
    world().line.cut();
    await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
    expect(await desk.now.refusal('patron.view', { card: 'card-far' })).toBe('HF-PATRON-001');
    expect((await patron('plain')).asOfText).toBe('Patron data as of today 10:00 AM');
    world().line.mend();
    await desk.now.settled();
    expect((await patron('far')).name).toBe('FAMILY, far');
  });
});

describe('an item on the screen', () => {
  test('says where it is, until when, and how many wait for it', async () => {
    expect(await desk.now.ask('item.view', { barcode: 'barcode-out' })).toMatchObject({
      status: 'on-loan',
      statusText: 'on loan',
      dueText: 'Sat, Jun 20',
      homeName: 'Main Library',
      holdCount: 0,
      candidates: [],
    });
    expect(await desk.now.ask('item.view', { barcode: 'barcode-held' })).toMatchObject({
      status: 'on-hold-shelf',
      holdCount: 1,
    });
    expect(await desk.now.ask('item.view', { barcode: 'barcode-archived' })).toMatchObject({ location: 'Archive' });
    expect(await desk.now.refusal('item.view', { barcode: 'barcode-nothing' })).toBe('HF-CIRC-003');
  });
});
