// `patron.signAgreement`: equipment that asks for an agreement is lent once it is signed, on paper or with a name, without a line too, until it is over;
// the other desk knows of it.

import { actId } from '../../shared/core/ids.ts';
import { DAY_MS } from '../../shared/core/instant.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({
  at: WEDNESDAY,
  items: 4,
  patrons: 4,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const laptops = { id: 'laptops', name: 'Laptops', types: ['laptop'] };
    const agreement = { text: 'I bring it back charged.', lasts: { ends: ['05-15', '06-20'] } };
    const maps = { id: 'maps', name: 'Maps', types: ['map'] };
    await writer.changeLibrary((row) => ({
      ...row,
      desk: { ...row.desk, equipment: [{ ...laptops, agreement }, maps] },
    }));
  },
});
const first = sharedDesk(world, 'supervisor');
const second = sharedDesk(world, 'supervisor');
const lend = (patron: string, item: string, desk = first) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}` });
const needs = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.some(({ code }) => code === 'AGREEMENT_NEEDED');
const signedBy = async (patron: string, desk = first) =>
  (await desk.now.ask('patron.view', { card: `card-${patron}` })).agreements;

test('a unit is not lent before its patron has signed, and what is no such equipment is', async () => {
  world().line.refuse('/v1/commands');
  const refused = await lend('plain', 'laptop');
  expect([refused.decision, needs(refused)]).toEqual(['needs-override', true]);
  expect(refused.reasons.find(({ code }) => code === 'AGREEMENT_NEEDED')?.params).toMatchObject({ kindId: 'laptops' });
  expect(needs(await lend('plain', 'map'))).toBe(false);
  const { kinds } = await first.now.ask('equipment.kinds', {});
  expect(kinds.map(({ id, agreement }) => [id, agreement?.text ?? null])).toEqual([
    ['laptops', 'I bring it back charged.'],
    ['maps', null],
  ]);
});

test('kinds are found by their words, by their code and by a unit of theirs', async () => {
  const found = async (query: string) => (await first.now.ask('equipment.kinds', { query })).kinds.map(({ id }) => id);
  expect(await found('')).toEqual(['laptops', 'maps']);
  expect([await found('LAPT'), await found('barcode-laptop2'), await found('lap map')]).toEqual([
    ['laptops'],
    ['laptops'],
    [],
  ]);
});

test('signed on the screen without a line it is lent at once, and lasts until the end of the term', async () => {
  const signed = { card: 'card-plain', kind: 'laptops', how: 'screen', name: 'Given Family' } as const;
  const { untilText } = await first.now.ask('patron.signAgreement', signed);
  expect(untilText).toContain('Jun 20');
  expect(await lend('plain', 'laptop')).toMatchObject({ decision: 'done' });
  expect(await signedBy('plain')).toMatchObject([
    { kindName: 'Laptops', how: 'screen', name: 'Given Family', isInForce: true, by: expect.any(String) },
  ]);
  world().line.mend();
  await first.now.settled();
  await until('the other desk knows', async () => (await signedBy('plain', second)).length === 1);
  const row = (await serverRows(world(), 'patron')).find(({ cards }) =>
    cards.some(({ number }) => number === 'card-plain'),
  );
  expect(row?.agreements).toMatchObject([{ kind: 'laptops', how: 'screen', name: 'Given Family' }]);
});

test('a form on paper has no name, a kind that asks for nothing has none, and nobody signs for a stranger', async () => {
  const paper = { kind: 'laptops', how: 'paper' } as const;
  await second.now.ask('patron.signAgreement', { ...paper, card: 'card-reader' });
  expect(await signedBy('reader', second)).toMatchObject([{ how: 'paper', name: null }]);
  expect(await second.now.refusal('patron.signAgreement', { ...paper, card: 'card-reader', kind: 'maps' })).toBe(
    'HF-CIRC-322',
  );
  expect(await second.now.refusal('patron.signAgreement', { ...paper, card: 'card-of-nobody' })).toBe('HF-PATRON-001');
});

test('a sponsor signs for the patron, who is another person in good standing', async () => {
  const asked = { kind: 'laptops', how: 'screen', name: 'Given Family', card: 'card-indebted' } as const;
  expect(await first.now.refusal('patron.signAgreement', { ...asked, sponsor: 'card-indebted' })).toBe('HF-CIRC-325');
  expect(await first.now.refusal('patron.signAgreement', { ...asked, sponsor: 'card-expired' })).toBe('HF-CIRC-326');
  expect(await first.now.refusal('patron.signAgreement', { ...asked, sponsor: 'card-of-nobody' })).toBe(
    'HF-PATRON-001',
  );
  await first.now.ask('patron.signAgreement', { ...asked, sponsor: 'card-reader' });
  expect(await signedBy('indebted')).toMatchObject([
    { how: 'screen', name: 'Given Family', sponsor: { name: expect.stringContaining('FAMILY') }, isInForce: true },
  ]);
});

test('one that was recorded wrongly is taken back with a reason, at any desk, and lends nothing from then on', async () => {
  await second.now.settled();
  await until('this desk knows', async () => (await signedBy('reader')).length === 1);
  const [known] = await signedBy('reader');
  const taken = { card: 'card-reader', agreement: known?.id ?? actId('none'), reason: 'Signed for another patron' };
  await first.now.settled();
  await first.now.ask('patron.endAgreement', taken);
  expect(await signedBy('reader')).toMatchObject([{ isInForce: false, ended: { by: expect.any(String) } }]);
  await first.now.settled();
  await until('the other desk knows', async () => (await signedBy('reader', second))[0]?.isInForce === false);
  expect(needs(await lend('reader', 'laptop2', second))).toBe(true);
  expect(await second.now.refusal('patron.endAgreement', taken)).toBe('HF-CIRC-323');
});

test('once it is over the patron signs again, and both stand in the record', async () => {
  await first.now.ask('circ.checkin', { item: 'barcode-laptop' });
  world().clock.forward(12 * DAY_MS);
  expect(needs(await lend('plain', 'laptop'))).toBe(true);
  await first.now.ask('patron.signAgreement', { card: 'card-plain', kind: 'laptops', how: 'paper' });
  expect(needs(await lend('plain', 'laptop'))).toBe(false);
  expect((await signedBy('plain')).map(({ how, isInForce }) => [how, isInForce])).toEqual([
    ['paper', true],
    ['screen', false],
  ]);
});
