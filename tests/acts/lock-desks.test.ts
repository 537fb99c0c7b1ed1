// Locking every desk of the branch: each desk reached signs its person out; a desk that learns of it late does not.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';
import { until } from '../integration/electron/core/support/until.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 1 });
const first = sharedDesk(world, 'student');
const second = sharedDesk(world, 'supervisor');
const MINUTE = 60_000;
const who = (desk: typeof first) => desk.now.ask('session.current', {});

test('signs out both, and who signs in afterwards stays', async () => {
  world().clock.forward(MINUTE);
  await first.now.ask('branch.lockDesks', {});
  await until('signed out', async () => (await who(first)) === null);
  await until('signed out', async () => (await who(second)) === null);
  world().clock.forward(MINUTE);
  await signIn(second.now, 'supervisor');
  await second.now.ask('message.leave', { text: 'All clear' });
  await second.now.settled();
  expect(await who(second)).not.toBeNull();
});

test('a desk that hears of it when its line returns stays open', async () => {
  await signIn(first.now, 'student');
  world().clock.forward(MINUTE);
  world().line.refuse('/v1/commands');
  await first.now.ask('branch.lockDesks', {});
  await until('signed out', async () => (await who(first)) === null);
  world().clock.forward(40 * MINUTE);
  world().line.mend();
  await first.now.settled();
  await second.now.settled();
  expect(await who(second)).not.toBeNull();
});
