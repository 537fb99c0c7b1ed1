// `patron.choices` and the list `patron-history`: the parts of a patron's record beside its view.

import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { ledgerActs } from './support/both-ends.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const desk = sharedDesk(world);
const other = sharedDesk(world);
const card = 'card-P1';
beforeEach(() => signIn(desk.now, 'supervisor'));

const history = async () => (await desk.now.ask('list.view', { list: 'patron-history', of: card })).rows;

test('the form of an account is told groups, branches and what is required', async () => {
  const { groups, branches, required, now } = await desk.now.ask('patron.choices', { card: null });
  expect(branches[0]).toMatchObject({ branch: 'main' });
  expect(required).toEqual(expect.arrayContaining(['card', 'family', 'home']));
  expect(required.includes('group')).toBe(groups.length > 0);
  expect(now).toBeNull();
});

test('a visitor is asked for what their group asks, charged its fee in the same call, and has its end', async () => {
  const { groups } = await desk.now.ask('patron.choices', { card: null });
  const joining = groups.find(({ id }) => id === 'visitors')?.joining;
  expect(joining).toMatchObject({ required: ['given', 'phones'], feeText: '$50.00', endsOn: '2027-06-10' });
  expect(groups.find(({ id }) => id === 'limited')?.joining).toBeNull();
  const visitor = { card: 'card-visitor', name: { family: 'Visitor', given: 'A' }, group: 'visitors' };
  const before = ledgerActs(desk.now).length;
  expect(await desk.now.refusal('patron.register', visitor)).toBe('HF-PATRON-160');
  expect(ledgerActs(desk.now)).toHaveLength(before);
  await desk.now.ask('patron.register', { ...visitor, phones: ['555 0100'] });
  const charged = async (where: typeof desk) => {
    const { fees } = await where.now.ask('fee.list', { patron: visitor.card });
    return fees.map(({ amountMinor, kindText }) => [kindText, amountMinor]);
  };
  const known = async (where: typeof desk) => (await where.now.ask('patron.choices', { card: visitor.card })).now;
  expect([await charged(desk), await known(desk)]).toMatchObject([
    [['Membership', 5_000]],
    { expiresOn: '2027-06-10' },
  ]);
  await signIn(other.now, 'supervisor');
  await desk.now.settled();
  await other.now.settled();
  expect([await charged(other), await known(other)]).toMatchObject([
    [['Membership', 5_000]],
    { expiresOn: '2027-06-10', phones: ['555 0100'] },
  ]);
  await desk.now.ask('patron.register', {
    ...visitor,
    card: 'card-brief',
    isNew: true,
    phones: ['1'],
    expiresAt: '2026-07-01',
  });
  expect((await desk.now.ask('patron.choices', { card: 'card-brief' })).now).toMatchObject({ expiresOn: '2026-07-01' });
});

test('an end that is said as a day is the end of that day, and comes back as the same day', async () => {
  await desk.now.ask('patron.edit', { card, expiresAt: '2027-05-31', email: 'p1@example.org' });
  expect((await desk.now.ask('patron.choices', { card })).now).toMatchObject({
    expiresOn: '2027-05-31',
    email: 'p1@example.org',
    cards: [{ number: card, current: true }],
  });
  expect((await desk.now.ask('patron.view', { card })).expiresText).toMatch(/31/);
  expect(await desk.now.refusal('patron.choices', { card: 'card-nobody' })).toBe('HF-PATRON-001');
});

test('an edit at another desk is told while the form is open, and what is saved then leaves its fields alone', async () => {
  await signIn(other.now, 'supervisor');
  const opened = (await desk.now.ask('patron.choices', { card })).now;
  const from = desk.now.events.length;
  await other.now.ask('patron.edit', {
    card,
    name: { given: 'Elsewhere' },
    phones: ['555 0199'],
    email: 'b@example.org',
  });
  await other.now.settled();
  await desk.now.settled();
  await until('the page is told that the account looks different', () =>
    desk.now.events.slice(from).some((event) => event.name === 'desk.changed' && event.payload.patrons.includes(card)),
  );
  const now = (await desk.now.ask('patron.choices', { card })).now;
  expect(now).toMatchObject({ given: 'Elsewhere', phones: ['555 0199'], email: 'b@example.org' });
  expect(opened).not.toEqual(now);
  await desk.now.ask('patron.edit', { card, email: 'a@example.org' });
  await desk.now.settled();
  await other.now.settled();
  for (const one of [desk, other])
    expect((await one.now.ask('patron.choices', { card })).now).toMatchObject({ ...now, email: 'a@example.org' });
});

test('the history has what was done in the account, who did it here, and what came from elsewhere', async () => {
  const act = async () => (await desk.now.ask('circ.checkout', { patron: card, item: 'barcode-X2' })).commandId;
  const lent = await act();
  await desk.now.ask('circ.checkin', { item: 'barcode-X2' });
  await signIn(other.now, 'supervisor');
  await other.now.ask('circ.checkout', { patron: card, item: 'barcode-X3' });
  await other.now.settled();
  await desk.now.settled();
  const rows = await history();
  expect(rows.find(({ key }) => key === lent)?.texts).toEqual(
    expect.arrayContaining(['Checked out', 'supervisor', 'barcode-X2']),
  );
  const texts = rows.map((row) => row.texts);
  expect(texts).toContainEqual(expect.arrayContaining(['Account edited', 'supervisor']));
  expect(texts).toContainEqual(expect.arrayContaining(['barcode-X2', 'Checked in']));
  expect(texts).toContainEqual(expect.arrayContaining(['barcode-X3', 'Another desk']));
});

test('the history says why, as the person wrote it', async () => {
  const said = { card, kinds: ['holds' as const], until: null, reason: 'missed two pickups' };
  await desk.now.ask('patron.block', said);
  const override = { codes: ['ITEM_NOT_LOANABLE'], reason: 'for an exhibit' };
  await desk.now.ask('circ.checkout', { patron: card, item: 'barcode-reference', override });
  const texts = (await history()).map((row) => row.texts);
  expect(texts).toContainEqual(expect.arrayContaining(['Block set', 'missed two pickups']));
  expect(texts).toContainEqual(expect.arrayContaining(['Checked out', 'barcode-reference', 'for an exhibit']));
});

test('the history is for those who edit accounts', async () => {
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('list.view', { list: 'patron-history', of: card })).toBe('HF-AUTH-024');
});
