// `patron.addProxy`, `patron.endProxy` and a checkout for a sponsor: the loan is the sponsor's, the proxy sees nothing else of their account, and a
// link that is over refuses with the remedy.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { patronId } from '../../shared/core/ids.ts';
import { DAY_MS } from '../../shared/core/instant.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 20, patrons: 8 });
const first = sharedDesk(world);
const second = sharedDesk(world);
const named = { card: 'card-P0', proxy: 'card-P1', until: null, reason: 'asked for by mail' };
const sponsor = patronId('P0');
const linksOf = async (card: string, desk = first) => (await desk.now.ask('patron.view', { card })).links;
beforeEach(async () => {
  for (const desk of [first, second]) await signIn(desk.now, 'supervisor');
});

test('a proxy is named without a line, on both accounts, and borrows on the account of the sponsor', async () => {
  world().line.refuse('/v1/commands');
  const { commandId: link } = await first.now.ask('patron.addProxy', named);
  expect(await linksOf('card-P0')).toMatchObject([
    { link, role: 'proxy', fault: null, by: 'supervisor', untilText: null },
  ]);
  expect(await linksOf('card-P1')).toMatchObject([{ link, role: 'sponsor', patronId: 'P0', fault: null }]);
  const lent = await first.now.ask('circ.checkout', { patron: 'card-P1', for: sponsor, item: 'barcode-X0' });
  expect(lent).toMatchObject({ decision: 'done', patron: { card: 'card-P1' }, for: { patronId: 'P0' } });
  // Nothing of the answer leads to the account of the sponsor.
  expect(JSON.stringify(lent)).not.toContain('card-P0');
  const loans = async (card: string) =>
    (await first.now.ask('patron.view', { card })).loans.map(({ barcode }) => barcode);
  expect([await loans('card-P0'), await loans('card-P1')]).toEqual([['barcode-X0'], []]);
  world().line.mend();
  await first.now.settled();
  const loan = (await serverRows(world(), 'loan')).find(({ itemId }) => String(itemId) === 'X0');
  expect(loan).toMatchObject({ patronId: 'P0', carriedBy: 'P1', state: 'open' });
  await until('the other desk has the link', async () => (await linksOf('card-P1', second)).length === 1);
});

test('a proxy who is ended borrows no more and is told what to do; what was lent stays', async () => {
  const [standing] = await linksOf('card-P1');
  const link = standing?.link ?? patronless();
  expect(await first.now.refusal('patron.addProxy', named)).toBe('HF-PATRON-156');
  await first.now.ask('patron.endProxy', { card: 'card-P1', link, reason: 'has left' });
  expect(await linksOf('card-P0')).toMatchObject([{ fault: 'revoked', endedBy: 'supervisor' }]);
  expect(await first.now.refusal('patron.endProxy', { card: 'card-P0', link, reason: 'again' })).toBe('HF-PATRON-158');
  const refused = await first.now.ask('circ.checkout', { patron: 'card-P1', for: sponsor, item: 'barcode-X1' });
  expect(refused).toMatchObject({ decision: 'needs-override' });
  expect(refused.reasons).toMatchObject([
    { code: 'PROXY_INVALID', text: expect.stringContaining('the sponsor has to name them again') },
  ]);
  await first.now.settled();
  const loan = (await serverRows(world(), 'loan')).find(({ itemId }) => String(itemId) === 'X0');
  expect(loan).toMatchObject({ patronId: 'P0', state: 'open' });
});

test('a reason against the sponsor is asked about without naming it, a reason against the proxy refuses too', async () => {
  await first.now.ask('patron.addProxy', { ...named, card: 'card-P2', proxy: 'card-P3' });
  const label = 'has a book of ours at home';
  await first.now.ask('patron.block', { card: 'card-P2', kinds: ['borrowing'], until: null, reason: label });
  const ask = { patron: 'card-P3', for: patronId('P2'), item: 'barcode-X2' };
  const blocked = await first.now.ask('circ.checkout', ask);
  expect(blocked.reasons).toMatchObject([{ code: 'PATRON_RESTRICTED' }]);
  expect(JSON.stringify(blocked)).not.toContain(label);
  await first.now.ask('patron.block', { card: 'card-P3', kinds: ['borrowing'], until: null, reason: 'lost two' });
  const both = await first.now.ask('circ.checkout', ask);
  expect(both.reasons.map(({ code }) => code).toSorted()).toEqual(['PATRON_RESTRICTED', 'PROXY_BLOCKED']);
});

test('a patron is not their own proxy, a proxy does not end before today, and students name no proxies', async () => {
  const same = { ...named, card: 'card-P4', proxy: 'card-P4' };
  expect(await first.now.refusal('patron.addProxy', same)).toBe('HF-PATRON-155');
  const over = { ...named, card: 'card-P4', proxy: 'card-P5', until: '2020-01-01' };
  expect(await first.now.refusal('patron.addProxy', over)).toBe('HF-PATRON-157');
  expect(await first.now.refusal('patron.addProxy', { ...over, until: null, proxy: 'nobody' })).toBe('HF-PATRON-001');
  await signIn(first.now, 'student');
  expect(await first.now.refusal('patron.addProxy', { ...over, until: null })).toBe('HF-AUTH-024');
});

test('the history of both accounts says who took a loan, and for whom', async () => {
  const whatOf = async (card: string) =>
    (await first.now.ask('list.view', { list: 'patron-history', of: card })).rows.flatMap(({ texts }) => texts);
  expect(await whatOf('card-P0')).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Checked out · by proxy '),
      expect.stringContaining('Proxy ended · '),
    ]),
  );
  expect(await whatOf('card-P1')).toEqual(expect.arrayContaining([expect.stringContaining('Checked out · for ')]));
});

test('the slip of a proxy says which loans are whose', async () => {
  const printer = { target: { kind: 'none' as const }, width: 42 as const, codePage: 'pc850' as const, cuts: true };
  await first.now.ask('printer.set', { ...printer, patronOnSlip: 'last-four' });
  const pair = { card: 'card-P4', proxy: 'card-P5', until: null, reason: '' };
  await first.now.ask('patron.addProxy', pair);
  const own = await first.now.ask('circ.checkout', { patron: 'card-P5', item: 'barcode-X8' });
  const theirs = { patron: 'card-P5', for: patronId('P4'), item: 'barcode-X9' };
  const lent = await first.now.ask('circ.checkout', theirs);
  const acts = [own, lent].flatMap(({ commandId }) => commandId ?? []);
  const { rows } = await first.now.ask('slip.preview', { of: { acts } });
  const text = rows.map((row) => row.text.trim());
  expect(text).toEqual(expect.arrayContaining(['Card ...d-P5', 'For ...d-P4', 'Items: 2']));
  expect(text.indexOf('...e-X8')).toBeLessThan(text.indexOf('For ...d-P4'));
  expect(text.indexOf('...e-X9')).toBeGreaterThan(text.indexOf('For ...d-P4'));
});

test('a link with an end is over by itself', async () => {
  const day = new Date(WEDNESDAY + DAY_MS).toISOString().slice(0, 10);
  await first.now.ask('patron.addProxy', { ...named, card: 'card-P6', proxy: 'card-P7', until: day });
  const ask = { patron: 'card-P7', for: patronId('P6') };
  expect(await first.now.ask('circ.checkout', { ...ask, item: 'barcode-X5' })).toMatchObject({ decision: 'done' });
  world().clock.forward(3 * DAY_MS);
  const refused = await first.now.ask('circ.checkout', { ...ask, item: 'barcode-X6' });
  expect(refused.reasons).toMatchObject([{ code: 'PROXY_INVALID', params: { linkIs: 'expired' } }]);
  expect(await linksOf('card-P6')).toMatchObject([{ fault: 'expired' }]);
});

function patronless(): never {
  throw new Error('the link of the test before is gone');
}
