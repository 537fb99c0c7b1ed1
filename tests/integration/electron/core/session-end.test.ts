// How long a session outlives its core: measured by the wall clock and by the machine's own, of which either is enough to end it.

import { cpSync } from 'node:fs';
import { systemClock } from '../../../../electron/core/system-clock.ts';
import { sessionEntries } from '../../../unit/db/support/session-entries.ts';
import { sharedWorld, signIn } from './support/desk-world.ts';
import { deskPlace, removePlace, startDesk, type DeskPlace, type RunningDesk } from './support/running-desk.ts';
import type { Clock } from '../../../../shared/core/ports.ts';

const world = sharedWorld({ items: 5, patrons: 2 });
const MINUTE = 60_000;
describe('the end of a session without its core', () => {
  let image: DeskPlace;
  let imageAt = { wall: 0, mono: 0 };

  /** The disk of a desk with a person signed in, in the middle of its work. */
  beforeAll(async () => {
    const desk = await world().readyDesk('supervisor', 'main');
    await signIn(desk, 'supervisor');
    image = deskPlace();
    imageAt = { wall: world().clock.now(), mono: world().clock.mono() };
    cpSync(desk.place.root, image.root, { recursive: true });
    await desk.stop();
  });
  afterAll(() => removePlace(image));

  /** Starts a core on the image, with its clocks so far on. */
  async function startLater(wallMs: number, monoMs: number): Promise<RunningDesk> {
    const place = deskPlace();
    cpSync(image.root, place.root, { recursive: true });
    const real = systemClock(0);
    const begun = real.mono();
    const run = () => Math.round(real.mono() - begun);
    const clock: Clock = { now: () => imageAt.wall + wallMs + run(), mono: () => imageAt.mono + monoMs + run() };
    return startDesk({ place, clock, central: null, code: null });
  }

  test.each([
    ['at once', 2_000, 2_000, 'supervisor'],
    ['after four minutes', 4 * MINUTE, 4 * MINUTE, 'supervisor'],
    ['with a clock that was set right by a little', -20_000, 2_000, 'supervisor'],
    ['after ten minutes', 10 * MINUTE, 10 * MINUTE, null],
    ['after ten hours', 600 * MINUTE, 600 * MINUTE, null],
    ['with the clock ten hours on', 600 * MINUTE, 2_000, null],
    ['with the clock ten hours back', -600 * MINUTE, 2_000, null],
    ['after ten hours with the clock set back by as much', 2_000, 600 * MINUTE, null],
    ['after a restart of the computer', 2_000, -600 * MINUTE, null],
  ])('a core that starts %s', async (_what, wallMs, monoMs, staff) => {
    const desk = await startLater(wallMs, monoMs);
    expect((await desk.ask('session.current', {}))?.staff ?? null).toBe(staff);
    if (staff === null) {
      expect(await desk.refusal('circ.checkin', { item: 'barcode-X0' })).toBe('HF-AUTH-021');
      const last = sessionEntries(desk.core.files.ledger).at(-1);
      // In the audit it ends when it was last seen, not at the time of the check.
      expect(last?.kind).toBe('sign-out');
      expect(Math.abs((last?.at ?? 0) - imageAt.wall)).toBeLessThan(MINUTE);
    }
    await desk.stop();
    removePlace(desk.place);
  });

  test('a stop ends it, and the audit says so', async () => {
    const desk = await startLater(1_000, 1_000);
    await desk.stop();
    const again = await startDesk({ place: desk.place, clock: world().clock, central: null, code: null });
    expect(await again.ask('session.current', {})).toBeNull();
    expect(sessionEntries(again.core.files.ledger).at(-1)?.kind).toBe('sign-out');
    await again.stop();
    removePlace(desk.place);
  });
});
