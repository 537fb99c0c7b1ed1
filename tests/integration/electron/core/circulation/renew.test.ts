// `circ.renew` and `circ.renewAll`: the date of an open loan, moved as far as the rules allow, or the reason why not.

import type { MethodInput } from '../../../../../shared/bridge/contract.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { formatInstant } from '../../../../../shared/core/instant.ts';
import { ledgerActs, serverRows } from '../support/both-ends.ts';
import { sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 20, patrons: 5 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'desk'));

const renew = (item: string, more: Omit<MethodInput<'circ.renew'>, 'item'> = {}) =>
  desk.now.ask('circ.renew', { item: `barcode-${item}`, ...more });
const overriding = (...codes: string[]) => ({ override: { codes, reason: 'agreed' } });
const loanOf = async (item: string) =>
  required(
    (await serverRows(world(), 'loan')).find(({ itemId, state }) => itemId === item && state !== 'closed'),
    () => item,
  );

test('a loan that may be renewed gets a later date, told as the server keeps it [I25]', async () => {
  const answer = await renew('outToReader');
  expect(answer).toMatchObject({
    decision: 'done',
    reasons: [],
    dueText: 'Wed, Jun 24',
    patron: { card: 'card-reader' },
    item: { barcode: 'barcode-outToReader' },
  });
  expect((await desk.now.ask('patron.view', { card: 'card-reader' })).loans).toMatchObject([
    { dueText: 'Wed, Jun 24', renewals: 1, pending: true },
  ]);
  await desk.now.settled();
  expect(await loanOf('outToReader')).toMatchObject({ renewals: 1, dueBy: answer.commandId });
  expect(formatInstant((await loanOf('outToReader')).dueAt)).toBe(answer.dueAt);
  expect((await desk.now.ask('patron.view', { card: 'card-reader' })).loans).toMatchObject([{ pending: false }]);
});

test('in Spanish, in Spanish', async () => {
  await desk.now.ask('desk.setLanguage', { language: 'es' });
  const { dueText } = await renew('late');
  await desk.now.ask('desk.setLanguage', { language: 'en' });
  expect(dueText).toBe('mié, 24 de jun');
});

test.each([
  ['outToReader', ['RENEW_NO_GAIN'], 'needs-override'],
  ['renewedTwice', ['RENEW_LIMIT_REACHED'], 'needs-override'],
  ['lost', ['PATRON_FINES', 'RENEW_ITEM_LOST'], 'needs-override'],
  ['X0', ['LOAN_NOT_FOUND'], 'refused'],
])('%s is not renewed just so: %j, %s, and nothing is recorded', async (item, codes, decision) => {
  const before = ledgerActs(desk.now).length;
  const answer = await renew(item);
  expect(answer.decision).toBe(decision);
  expect(answer.reasons.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
  expect(answer.commandId).toBeUndefined();
  expect(ledgerActs(desk.now)).toHaveLength(before);
});

test('staff with the right renew once more, and others are told why not', async () => {
  expect(
    await desk.now.refusal('circ.renew', { item: 'barcode-renewedTwice', ...overriding('RENEW_LIMIT_REACHED') }),
  ).toBe('HF-AUTH-024');
  await signIn(desk.now, 'supervisor');
  expect(await renew('renewedTwice', overriding('RENEW_LIMIT_REACHED'))).toMatchObject({ decision: 'done' });
  await desk.now.settled();
  expect(await loanOf('renewedTwice')).toMatchObject({ renewals: 3 });
});

test('a title with a hold is renewed by an override only', async () => {
  await desk.now.ask('circ.checkout', { patron: 'card-plain', item: 'barcode-wanted' });
  const answer = await renew('wanted');
  expect(answer.reasons.map(({ code }) => code)).toContain('RENEW_ON_HOLD');
  expect(answer.decision).toBe('needs-override');
});

test('an unknown barcode is an error, not a decision', async () => {
  expect(await desk.now.refusal('circ.renew', { item: 'barcode-nothing' })).toBe('HF-CIRC-003');
});

test('renewing everything answers for each loan by itself', async () => {
  await signIn(desk.now, 'student');
  const before = ledgerActs(desk.now).length;
  const { results } = await desk.now.ask('circ.renewAll', { patron: 'card-lender' });
  const told = new Map(
    results.map(({ item, decision, reasons }) => [item?.barcode, [decision, reasons.map(({ code }) => code)]]),
  );
  expect(told).toEqual(
    new Map([
      ['barcode-out', ['done', []]],
      ['barcode-late', ['needs-override', ['RENEW_NO_GAIN']]],
      ['barcode-late2', ['done', []]],
      ['barcode-late3', ['done', []]],
      ['barcode-renewedTwice', ['needs-override', ['RENEW_LIMIT_REACHED', 'RENEW_NO_GAIN']]],
    ]),
  );
  expect(ledgerActs(desk.now)).toHaveLength(before + 3);
  expect(await desk.now.refusal('circ.renewAll', { patron: 'card-nobody' })).toBe('HF-PATRON-001');
  expect((await desk.now.ask('circ.renewAll', { patron: 'card-P0' })).results).toEqual([]);
});

test('a row of the screen that has gone stale renews nothing for the patron who has the item by now, and tells nothing of them', async () => {
  const before = ledgerActs(desk.now).length;
  const answer = await renew('late', { patron: 'card-P0' });
  expect(answer).toMatchObject({ decision: 'refused', reasons: [{ code: 'OTHER_PATRON' }] });
  expect(answer.renewals).toBeUndefined();
  expect(await desk.now.ask('circ.why', { why: answer.why ?? '' })).toMatchObject({ limits: [] });
  expect(answer.patron).toBeUndefined();
  expect(await desk.now.refusal('circ.renew', { item: 'barcode-late', patron: 'card-nobody' })).toBe('HF-PATRON-001');
  expect(ledgerActs(desk.now)).toHaveLength(before);
});

test('how an answer came about is told to the person who got it, while they are signed in', async () => {
  const { why = '' } = await renew('outToReader');
  expect(why).not.toBe('');
  await desk.now.ask('circ.why', { why });
  await desk.now.ask('session.signOut', {});
  expect(await desk.now.refusal('circ.why', { why })).toBe('HF-AUTH-021');
  await signIn(desk.now, 'supervisor');
  expect(await desk.now.refusal('circ.why', { why })).toBe('HF-CIRC-190');
});
