// A night grant at a desk without a line: it replaces a missing right, up to a number of uses and an amount, and each
// use is counted with any outcome.

import { EnvelopeBodySchema } from '../../../../shared/wire/envelope.ts';
import { z } from 'zod';
import { formatMoney } from '../../../../shared/core/money.ts';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import { endNightGrant, makeNightGrant, type NewNightGrant } from '../../../../server/staff/night-grants.ts';
import { nightGrants } from '../../../../db/ledger/night-grants.ts';
import { serverRows } from './support/both-ends.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 60, patrons: 10 });
const desk = freshDesk(world);

const lend = (patron: string, item: string, ...codes: string[]) =>
  [
    'circ.checkout',
    {
      patron: `card-${patron}`,
      item: `barcode-${item}`,
      ...(codes.length === 0 ? {} : { override: { codes, reason: 'the exam is tomorrow' } }),
    },
  ] as const;
const ask = (...given: Parameters<typeof lend>) => desk.now.ask(...lend(...given));
const refusal = (...given: Parameters<typeof lend>) => desk.now.refusal(...lend(...given));

const made = new Set<string>();
afterEach(async () => {
  for (const grantId of made) await endNightGrant(world().parts, grantId);
  made.clear();
});

/** Makes a grant for tonight and waits until the desk has it. */
async function grant(more: Partial<NewNightGrant> = {}): Promise<string> {
  const now = world().clock.now();
  const { grantId } = await makeNightGrant(world().parts, {
    who: 'desk',
    codes: ['PATRON_EXPIRED', 'PATRON_FINES'],
    count: 2,
    limitMinor: null,
    from: now - HOUR_MS,
    to: now + 8 * HOUR_MS,
    ...more,
  });
  made.add(grantId);
  await isAtDesk(grantId, true);
  return grantId;
}

const isAtDesk = (grantId: string, wanted: boolean) =>
  until('the desk knows', () =>
    Promise.resolve(nightGrants(desk.now.core.files.ledger).some((one) => one.grantId === grantId) === wanted),
  );

const overrides = () =>
  desk.now.core.files.ledger
    .all<{ readonly body: string }>('SELECT body FROM envelope ORDER BY n')
    .map(({ body }) => EnvelopeBodySchema.parse(JSON.parse(body)).override);

test('lends without a line, says what is left, ends with its count over a new start, and is covered at the server', async () => {
  const grantId = await grant();
  world().line.cut();
  const card = await desk.now.ask('patron.view', { card: 'card-expired' });
  expect(card.notices).toMatchObject([{ code: 'PATRON_EXPIRED', effect: 'block', onNightGrant: true }]);
  const asked = await ask('expired', 'X10');
  expect(asked).toMatchObject({ decision: 'needs-override', reasons: [{ mayOverride: false }] });
  expect(asked.nightGrant?.text).toMatch(/^The night permission covers this\. Left at this desk: 2 of 2, until .+\.$/);
  expect(asked.other?.said.nightGrant?.text).toMatch(/^El permiso de noche lo cubre\. .*2 de 2, hasta: .+\.$/);
  const done = await ask('expired', 'X10', 'PATRON_EXPIRED');
  expect(done).toMatchObject({ decision: 'done' });
  expect(done.nightGrant).toBeUndefined();
  expect(overrides()).toEqual([{ codes: ['PATRON_EXPIRED'], grantId, grantMinor: 0 }]);
  await desk.restart();
  expect((await ask('expired', 'X11')).nightGrant?.text).toContain('1 of 2');
  expect(await ask('expired', 'X11', 'PATRON_EXPIRED')).toMatchObject({ decision: 'done' });
  expect((await ask('expired', 'X12')).nightGrant).toBeUndefined();
  expect(await refusal('expired', 'X12', 'PATRON_EXPIRED')).toBe('HF-AUTH-024');
  world().line.mend();
  await desk.now.settled();
  const codes = (await serverRows(world(), 'exception')).map(({ code }) => code);
  expect(codes).not.toContain('staff-role-revoked');
});

test('is told of until every reason is set aside, also those that one needs no grant for', async () => {
  await grant();
  const partly = await ask('expired', 'reference', 'ITEM_NOT_LOANABLE');
  expect(partly).toMatchObject({
    decision: 'needs-override',
    reasons: [
      { code: 'PATRON_EXPIRED', overridden: false },
      { code: 'ITEM_NOT_LOANABLE', overridden: true },
    ],
  });
  expect(partly.nightGrant?.text).toContain('2 of 2');
});

test('sets no other reason aside, and helps no other person', async () => {
  await grant();
  expect((await ask('barred', 'X13')).nightGrant).toBeUndefined();
  expect(await refusal('barred', 'X13', 'PATRON_BARRED')).toBe('HF-AUTH-024');
  await signIn(desk.now, 'student');
  expect((await ask('expired', 'X13')).nightGrant).toBeUndefined();
  expect(await refusal('expired', 'X13', 'PATRON_EXPIRED')).toBe('HF-AUTH-024');
  // A person with the right uses it, and nothing of the grant.
  await signIn(desk.now, 'supervisor');
  expect(await ask('expired', 'X13', 'PATRON_EXPIRED')).toMatchObject({ decision: 'done' });
  expect(overrides()).toEqual([{ codes: ['PATRON_EXPIRED'] }]);
});

test('ends with its money: what is owed counts against the limit', async () => {
  const [debt] = (await ask('indebted', 'X14')).reasons;
  const owed = z.object({ amountMinor: z.int().positive() }).parse(debt?.params['owed']).amountMinor;
  const grantId = await grant({ count: 5, limitMinor: owed });
  const asked = await ask('indebted', 'X14');
  const money = formatMoney(owed, 'USD', 'en');
  expect(asked.nightGrant?.text).toContain(`5 of 5, and ${money} of ${money} in fees`);
  expect(await ask('indebted', 'X14', 'PATRON_FINES')).toMatchObject({ decision: 'done' });
  expect(overrides()).toEqual([{ codes: ['PATRON_FINES'], grantId, grantMinor: owed }]);
  expect((await ask('indebted', 'X15')).nightGrant).toBeUndefined();
  expect(await refusal('indebted', 'X15', 'PATRON_FINES')).toBe('HF-AUTH-024');
});

test('is over at its end, and where the library has ended it', async () => {
  const now = world().clock.now();
  const grantId = await grant({ to: now + HOUR_MS });
  expect((await ask('expired', 'X16')).nightGrant).toBeDefined();
  await endNightGrant(world().parts, grantId);
  await isAtDesk(grantId, false);
  expect((await ask('expired', 'X16')).nightGrant).toBeUndefined();
  await grant({ to: world().clock.now() + HOUR_MS });
  world().line.cut();
  world().clock.forward(HOUR_MS);
  expect((await ask('expired', 'X16')).nightGrant).toBeUndefined();
  expect(await refusal('expired', 'X16', 'PATRON_EXPIRED')).toBe('HF-AUTH-024');
});

test('is part of the audit of the desk, for review', async () => {
  await grant();
  await ask('expired', 'X17', 'PATRON_EXPIRED');
  await signIn(desk.now, 'supervisor');
  const { sections } = await desk.now.ask('report.run', {
    kind: 'audit',
    of: 'desk',
    from: formatInstant(WEDNESDAY - HOUR_MS),
    to: formatInstant(WEDNESDAY + 48 * HOUR_MS),
  });
  expect(JSON.stringify(sections)).toContain('Night permission');
});
