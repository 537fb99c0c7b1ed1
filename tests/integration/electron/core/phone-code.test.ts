// A supervisor's one-time code by phone at a desk without a line: good once, for its own subject, for ten minutes, and not to be guessed.

import { required } from '../../../../shared/core/assert.ts';
import { formatInstant, HOUR_MS } from '../../../../shared/core/instant.ts';
import type { PhoneAskInput } from '../../../../shared/views/phone.ts';
import { PHONE_CHALLENGE_MS } from '../../../../shared/circ/phone-code.ts';
import { EnvelopeBodySchema } from '../../../../shared/wire/envelope.ts';
import { givePhoneCode, readPhoneQuestion } from '../../../../server/staff/give-phone-code.ts';
import { serverRows } from './support/both-ends.ts';
import { freshDesk, PINS, sharedWorld, signIn } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 60, patrons: 10 });
const desk = freshDesk(world);

type Authoriser = { staff: string; challenge: string; code: string };

const asking = (patron: string, item: string, ...codes: string[]): PhoneAskInput => ({
  act: 'checkout',
  patron: `card-${patron}`,
  item: `barcode-${item}`,
  codes,
});
const lending = (patron: string, item: string, codes: string[], authoriser: Authoriser) =>
  [
    'circ.checkout',
    {
      patron: `card-${patron}`,
      item: `barcode-${item}`,
      override: { codes, reason: 'the exam is tomorrow', authoriser },
    },
  ] as const;

/** The supervisor, wherever they are, with the number that was read out to them. */
async function give(challenge: string, staff: keyof typeof PINS = 'supervisor'): Promise<Authoriser> {
  const { deskId } = desk.now.core.files.identity;
  const code = await givePhoneCode(world().parts, { desk: deskId, challenge, staff, pin: PINS[staff] });
  return { staff, challenge, code };
}
const show = async (ask: PhoneAskInput) => (await desk.now.ask('phone.ask', ask)).challenge;

const overrides = () =>
  desk.now.core.files.ledger
    .all<{ readonly body: string }>('SELECT body FROM envelope ORDER BY n')
    .map(({ body }) => EnvelopeBodySchema.parse(JSON.parse(body)).override);

const revoked = async () =>
  (await serverRows(world(), 'exception')).filter(({ code }) => code === 'staff-role-revoked').length;

test('lends without a line on the word of a supervisor, once, and the server takes it for that word', async () => {
  world().line.cut();
  const challenge = await show(asking('expired', 'X10', 'PATRON_EXPIRED'));
  expect(challenge).toMatch(/^\d{4} \d{4} \d{4}$/);
  expect(await show(asking('expired', 'X10', 'PATRON_EXPIRED'))).toBe(challenge);
  const { deskId } = desk.now.core.files.identity;
  expect(await readPhoneQuestion(world().parts, { desk: deskId, challenge, staff: 'supervisor' })).toMatchObject({
    rights: ['override-account'],
    limitMinor: 0,
  });
  const word = await give(challenge);
  expect(await desk.now.ask(...lending('expired', 'X10', ['PATRON_EXPIRED'], word))).toMatchObject({
    decision: 'done',
    reasons: [{ code: 'PATRON_EXPIRED', overridden: true }],
  });
  expect(overrides()).toMatchObject([
    { codes: ['PATRON_EXPIRED'], phone: { code: word.code, codes: ['PATRON_EXPIRED'], minor: 0 } },
  ]);
  // Good once: also for the same patron and thing.
  expect(await desk.now.refusal(...lending('expired', 'X10', ['PATRON_EXPIRED'], word))).toBe('HF-AUTH-028');
  world().line.mend();
  await desk.now.settled();
  expect(await revoked()).toBe(0);
});

test('is good for these reasons, this patron, this thing and the person who asked, and for nothing else', async () => {
  world().line.cut();
  const word = await give(await show(asking('expired', 'X11', 'PATRON_EXPIRED')));
  const refusal = (...given: Parameters<typeof lending>) => desk.now.refusal(...lending(...given));
  expect(await refusal('expired', 'X12', ['PATRON_EXPIRED'], word)).toBe('HF-AUTH-028');
  // The right is the same, the reason another.
  expect(await refusal('barred', 'X11', ['PATRON_BARRED'], word)).toBe('HF-AUTH-028');
  expect(await refusal('indebted', 'X11', ['PATRON_FINES'], word)).toBe('HF-AUTH-024');
  expect(await refusal('expired', 'X11', ['PATRON_EXPIRED'], { ...word, challenge: '0011 2345 6789' })).toBe(
    'HF-AUTH-028',
  );
  await signIn(desk.now, 'student');
  expect(await refusal('expired', 'X11', ['PATRON_EXPIRED'], word)).toBe('HF-AUTH-028');
  await signIn(desk.now, 'desk');
  expect(overrides()).toEqual([]);
  expect(await desk.now.ask(...lending('expired', 'X11', ['PATRON_EXPIRED'], word))).toMatchObject({
    decision: 'done',
  });
});

test('is over after ten minutes of the monotonic clock, and with a new start', async () => {
  world().line.cut();
  const lend = (word: Authoriser) => lending('expired', 'X13', ['PATRON_EXPIRED'], word);
  const first = await give(await show(asking('expired', 'X13', 'PATRON_EXPIRED')));
  world().clock.forward(PHONE_CHALLENGE_MS);
  expect(await desk.now.refusal(...lend(first))).toBe('HF-AUTH-028');
  const second = await give(await show(asking('expired', 'X13', 'PATRON_EXPIRED')));
  expect(second.challenge).not.toBe(first.challenge);
  await desk.restart();
  expect(await desk.now.refusal(...lend(second))).toBe('HF-AUTH-028');
  expect(overrides()).toEqual([]);
});

test('locks after wrong codes, whatever name and number are tried, over a new start too; a right one ends the count', async () => {
  world().line.cut();
  const challenge = await show(asking('expired', 'X14', 'PATRON_EXPIRED'));
  const word = await give(challenge);
  const lend = (more: Partial<Authoriser>) => lending('expired', 'X14', ['PATRON_EXPIRED'], { ...word, ...more });
  const wrong: readonly Partial<Authoriser>[] = [
    { code: '00000000' },
    { code: '' },
    { staff: 'nobody' },
    // Another person's name: the code belongs to its own person.
    { staff: 'student' },
    { code: `${word.code}0` },
  ];
  const answers: string[] = [];
  for (const given of wrong) answers.push(await desk.now.refusal(...lend(given)));
  // The try that locks reports the lock.
  expect(answers).toEqual([...Array.from({ length: 4 }, () => 'HF-AUTH-026'), 'HF-AUTH-027']);
  expect(await desk.now.refusal(...lend({}))).toBe('HF-AUTH-027');
  await desk.restart();
  const again = await give(await show(asking('expired', 'X14', 'PATRON_EXPIRED')));
  expect(await desk.now.refusal(...lend(again))).toBe('HF-AUTH-027');
  world().clock.forward(30_000);
  expect(await desk.now.ask(...lend(again))).toMatchObject({ decision: 'done' });
  // No PIN was wrong: the supervisor signs in as ever.
  await signIn(desk.now, 'supervisor');
  const { sections } = await desk.now.ask('report.run', {
    kind: 'audit',
    of: 'desk',
    from: formatInstant(WEDNESDAY - HOUR_MS),
    to: formatInstant(WEDNESDAY + 48 * HOUR_MS),
  });
  const said = JSON.stringify(sections);
  for (const words of ['Code by phone refused', 'Codes by phone locked', 'supervisor (Code by phone)'])
    expect(said).toContain(words);
});

test('is not given by staff who may not do it, nor asked of staff who may', async () => {
  const challenge = await show(asking('expired', 'X15', 'PATRON_EXPIRED'));
  const question = { desk: desk.now.core.files.identity.deskId, challenge };
  await expect(readPhoneQuestion(world().parts, { ...question, staff: 'desk' })).rejects.toMatchObject({
    code: 'HF-AUTH-024',
  });
  expect(await desk.now.refusal('phone.ask', asking('expired', 'X15', 'NO_RULE'))).toBe('HF-AUTH-013');
  expect(await desk.now.refusal('phone.ask', asking('expired', 'X15', 'ITEM_UNKNOWN'))).toBe('HF-AUTH-030');
  await signIn(desk.now, 'supervisor');
  expect(await desk.now.refusal('phone.ask', asking('expired', 'X15', 'PATRON_EXPIRED'))).toBe('HF-AUTH-030');
});

test('is for as much as the patron owes, and for any amount where the debts of others are set aside too', async () => {
  const limitOf = async (...codes: string[]) => {
    const challenge = await show(asking('indebted', 'X16', ...codes));
    const question = { desk: desk.now.core.files.identity.deskId, challenge, staff: 'supervisor' };
    return (await readPhoneQuestion(world().parts, question)).limitMinor;
  };
  expect(await limitOf('PATRON_FINES')).toBeGreaterThan(0);
  expect(await limitOf('PATRON_FINES', 'PATRON_FAMILY_FINES')).toBeNull();
});

test('shows no more than eight numbers at a time', async () => {
  for (let n = 20; n < 28; n += 1) await show(asking('expired', `X${n}`, 'PATRON_EXPIRED'));
  expect(await desk.now.refusal('phone.ask', asking('expired', 'X28', 'PATRON_EXPIRED'))).toBe('HF-AUTH-029');
  world().clock.forward(PHONE_CHALLENGE_MS);
  expect(await show(asking('expired', 'X28', 'PATRON_EXPIRED'))).toMatch(/\d/);
});

test('is given at another desk with a line, once the number was read there', async () => {
  const other = await world().readyDesk('supervisor');
  const challenge = await show(asking('expired', 'X30', 'PATRON_EXPIRED'));
  const { deskName } = desk.now.core.files.identity;
  const read = { desk: deskName, rights: ['override-account'], limitMinor: 0 };
  expect(await other.ask('phone.give', { desk: deskName, challenge })).toEqual({ ...read, code: null });
  expect(await other.refusal('phone.give', { desk: deskName, challenge, pin: '000000' })).toBe('HF-AUTH-022');
  const { code } = await other.ask('phone.give', { desk: deskName, challenge, pin: PINS.supervisor });
  expect(code).toMatch(/^\d{4} \d{4}$/);
  expect(await other.refusal('phone.give', { desk: deskName, challenge: '1234' })).toBe('HF-AUTH-031');
  // The person who asks may not give the code to themselves.
  expect(await desk.now.refusal('phone.give', { desk: deskName, challenge, pin: PINS.desk })).toBe('HF-AUTH-024');
  const word = { staff: 'supervisor', challenge, code: code ?? '' };
  expect(await desk.now.ask(...lending('expired', 'X30', ['PATRON_EXPIRED'], word))).toMatchObject({
    decision: 'done',
  });
  await other.stop();
});

test('lets a fee go: so much of that fee, and no other amount', async () => {
  world().line.cut();
  const { fees } = await desk.now.ask('fee.list', { patron: 'card-indebted' });
  const { feeId, outstandingMinor } = required(fees[0], () => 'the patron owes something');
  const waive = { feeId, patron: 'card-indebted', reason: 'once' };
  const challenge = await show({ feeId, patron: 'card-indebted', amountMinor: 100 });
  const { deskId } = desk.now.core.files.identity;
  expect(await readPhoneQuestion(world().parts, { desk: deskId, challenge, staff: 'supervisor' })).toMatchObject({
    rights: ['waive-fees'],
    limitMinor: 500,
  });
  const authoriser = await give(challenge);
  expect(outstandingMinor).toBeGreaterThan(500);
  expect(await desk.now.refusal('fee.waive', { ...waive, inFull: true, authoriser })).toBe('HF-AUTH-028');
  expect(await desk.now.ask('fee.waive', { ...waive, amountMinor: 100, authoriser })).toMatchObject({
    commandId: expect.any(String),
  });
  world().line.mend();
  await desk.now.settled();
  expect(await revoked()).toBe(0);
});

test('calls an item back with the hold that it places, two acts on one code', async () => {
  const ask: PhoneAskInput = {
    act: 'recall',
    patron: 'card-expired',
    item: 'barcode-out',
    codes: ['PATRON_EXPIRED'],
  };
  const asked = await desk.now.ask('hold.recall', { patron: 'card-expired', item: 'barcode-out' });
  const codes = asked.reasons.filter(({ effect }) => effect === 'override').map(({ code }) => code);
  const authoriser = await give(await show({ ...ask, codes }));
  const done = await desk.now.ask('hold.recall', {
    patron: 'card-expired',
    item: 'barcode-out',
    override: { codes, reason: 'needed for class', authoriser },
  });
  expect(done).toMatchObject({ decision: 'done' });
  expect(overrides().map((override) => override?.phone?.challenge)).toEqual(
    Array.from({ length: 2 }, () => authoriser.challenge.replaceAll(' ', '')),
  );
  await desk.now.settled();
  expect(await revoked()).toBe(0);
});
