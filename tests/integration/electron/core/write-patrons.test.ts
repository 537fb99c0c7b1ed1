// `patron.register`, `patron.edit`, `patron.merge`: seen at once here, also without a line, and the same at the server when it is back.

import { serverRows } from './support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 30, patrons: 6 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'supervisor'));

const name = { family: 'Ibarra', given: 'Noemí' };
const view = (card: string) => desk.now.ask('patron.view', { card });
const find = async (query: string) => (await desk.now.ask('patron.find', { query })).patrons.map(({ card }) => card);
const atServer = async (card: string) =>
  (await serverRows(world(), 'patron')).find(({ cards }) => cards.some(({ number }) => number === card));

test('an account made without a line lends at once, is found by name, and is there when the line is back', async () => {
  world().line.refuse('/v1/commands');
  const made = await desk.now.ask('patron.register', { card: 'card-ibarra', name, email: 'n@example.org' });
  expect(made).toMatchObject({ card: 'card-ibarra', alike: [] });
  expect(await view('card-ibarra')).toMatchObject({ name: 'IBARRA, Noemí', provisional: false });
  expect(await find('ibarra noe')).toEqual(['card-ibarra']);
  const lent = await desk.now.ask('circ.checkout', { patron: 'card-ibarra', item: 'barcode-X0' });
  expect(lent.reasons.map(({ code }) => code)).not.toContain('PATRON_UNKNOWN');
  world().line.mend();
  await desk.now.settled();
  expect(await atServer('card-ibarra')).toMatchObject({
    id: made.patronId,
    email: 'n@example.org',
    provisional: false,
  });
  expect(await view('card-ibarra')).toMatchObject({ name: 'IBARRA, Noemí' });
});

test('an account made without a line is found by the last digits of its card too, before cards that only begin so', async () => {
  world().line.refuse('/v1/commands');
  for (const [card, family] of [
    ['21700000001708', 'Abbott'],
    ['29000000002170', 'Zimmer'],
  ] as const)
    await desk.now.ask('patron.register', { card, name: { family, given: 'Ana' } });
  expect(await find('2170')).toEqual(['29000000002170', '21700000001708']);
  expect(await find('170')).toEqual([]);
  world().line.mend();
  await desk.now.settled();
  expect(await find('2170')).toEqual(['29000000002170', '21700000001708']);
});

test('a card of another account is refused, and so is an unknown group', async () => {
  const refused = async (input: object) => {
    const answer = await desk.now.call('patron.register', { card: 'card-other', name, ...input });
    return answer.ok ? null : answer.error.code;
  };
  expect(await refused({ card: 'card-P0' })).toBe('HF-PATRON-003');
  expect(await refused({ group: 'no such group' })).toBe('HF-PATRON-004');
  expect(await refused({ home: 'nowhere' })).toBe('HF-PATRON-005');
});

test('a patron of the same name is shown first; said to be another person, the account is made', async () => {
  const asked = await desk.now.ask('patron.register', { card: 'card-second', name });
  expect(asked.commandId).toBeUndefined();
  expect(asked.alike.map(({ card }) => card)).toEqual(['card-ibarra']);
  expect((await desk.now.ask('patron.register', { card: 'card-second', name, isNew: true })).commandId).toBeDefined();
});

test('an edit shows at once', async () => {
  await desk.now.ask('patron.edit', { card: 'card-P1', phones: ['555 0100'] });
  expect((await desk.now.ask('patron.details', { card: 'card-P1' })).phones).toEqual(['555 0100']);
  await desk.now.settled();
  expect((await atServer('card-P1'))?.phones).toEqual(['555 0100']);
});

test('two accounts are joined by a supervisor alone', async () => {
  await signIn(desk.now, 'desk');
  const merge = { card: 'card-second', into: 'card-ibarra', reason: 'registered twice' };
  expect(await desk.now.call('patron.merge', merge)).toMatchObject({ ok: false, error: { code: 'HF-AUTH-024' } });
  await signIn(desk.now, 'supervisor');
  const { patronId } = await view('card-ibarra');
  await desk.now.ask('patron.merge', merge);
  await until('the accounts are one', async () => (await view('card-second')).patronId === patronId);
});
