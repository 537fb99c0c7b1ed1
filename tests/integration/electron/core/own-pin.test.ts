// Another PIN than the one that was handed to a person, by themselves; and the last sign-in of people, which the desks tell.

import { PINS, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 5, patrons: 2 });
const desk = sharedDesk(world);
const other = sharedDesk(world);

const change = (pin: string, newPin: string) => desk.now.refusal('session.changePin', { pin, newPin });
/** Whether a PIN is the one of the student there. */
const opens = (pin: string) =>
  other.now.ask('session.signIn', { staff: 'student', pin }).then(
    () => true,
    () => false,
  );

test('a student gives themselves another PIN with the one they have, and signs in with it at every desk', async () => {
  await signIn(desk.now, 'student');
  expect(await change('0000', '8642')).toBe('HF-AUTH-022');
  await desk.now.ask('session.changePin', { pin: PINS.student, newPin: '8642' });
  await until('the other desk knows it', () => opens('8642'));
  expect(await opens(PINS.student)).toBe(false);
});

test('a PIN that is too short for the role is refused, and nothing works without a line', async () => {
  await signIn(desk.now, 'desk');
  expect(await change(PINS.desk, '1234')).toBe('HF-AUTH-006');
  world().line.refuse('/v1/staff-list');
  expect(await change(PINS.desk, '135790')).toBe('HF-SYNC-003');
  world().line.mend();
});

test('a sign-in at another desk, without any act, counts as the last one', async () => {
  await signIn(desk.now, 'supervisor');
  const lastAt = async () =>
    (await desk.now.ask('people.list', {})).staff.find(({ staff }) => staff === 'student')?.lastAt ?? null;
  const before = await lastAt();
  world().clock.forward(3_600_000);
  await signIn(other.now, 'desk');
  await other.now.ask('session.signIn', { staff: 'student', pin: '8642' });
  await signIn(other.now, 'desk');
  // The next thing that this desk sends tells of it.
  await other.now.ask('circ.checkin', { item: 'barcode-X0' });
  await other.now.settled();
  await until('the server knows', async () => (await lastAt()) !== before);
});
