// The clock fields of an envelope, from samples of the server's clock.

import { addSample, hasJumped, readOffset, type ClockSamples } from '../../../../../electron/core/sync/clock-offset.ts';

const MINUTE = 60_000;
/** The server's clock stands this far before the time since this computer was started. */
const AHEAD = 1_000_000;

/** Adds a sample with a server that answers after a while, and whose answer took as long to come as the question, but for `skewMs`. */
function sampled(samples: ClockSamples, mono: number, { tripMs, skewMs = 0 }: { tripMs: number; skewMs?: number }) {
  const serverTime = AHEAD + mono - tripMs / 2 + skewMs;
  return addSample(samples, { sentMono: mono - tripMs, receivedMono: mono, serverTime });
}

describe('the offset of a clock', () => {
  test('is that of the lowest round trip, not of the newest sample [I31]', () => {
    const quick = sampled([], MINUTE, { tripMs: 20 });
    const samples = sampled(quick, 2 * MINUTE, { tripMs: 4_000, skewMs: 1_500 });
    expect(readOffset(samples, 500, 3 * MINUTE)).toEqual({
      offsetMs: AHEAD + 3 * MINUTE - 500,
      offsetAgeMs: 2 * MINUTE,
      offsetErrorMs: 10,
    });
  });

  test('is that of the newest of samples that were equally quick', () => {
    const samples = sampled(sampled([], MINUTE, { tripMs: 20 }), 2 * MINUTE, { tripMs: 20, skewMs: 7 });
    expect(readOffset(samples, 0, 3 * MINUTE)).toMatchObject({ offsetMs: AHEAD + 3 * MINUTE + 7, offsetAgeMs: MINUTE });
  });

  test('is of the last ten minutes: a worse sample replaces a better one that is older', () => {
    const samples = sampled(sampled([], MINUTE, { tripMs: 20 }), 9 * MINUTE, { tripMs: 4_000 });
    expect(readOffset(samples, 0, 10 * MINUTE)).toMatchObject({ offsetErrorMs: 10 });
    expect(readOffset(samples, 0, 12 * MINUTE)).toMatchObject({ offsetErrorMs: 2_000, offsetAgeMs: 3 * MINUTE });
  });

  test('is carried by the time since the start for as long as nothing answers, whatever the wall clock says', () => {
    const samples = sampled([], MINUTE, { tripMs: 20 });
    for (const wall of [0, 10 ** 12]) {
      const { offsetMs, offsetAgeMs } = readOffset(samples, wall, 600 * MINUTE);
      expect([wall + offsetMs, offsetAgeMs]).toEqual([AHEAD + 600 * MINUTE, 599 * MINUTE]);
    }
  });

  test('is unknown without a sample in this boot', () => {
    expect(readOffset([], 5, 6)).toEqual({ offsetMs: 0, offsetAgeMs: null, offsetErrorMs: 0 });
  });
});

test.each([
  ['goes as the time since the start', 60_000, false],
  ['is two seconds off', 62_000, false],
  ['was put forward', 62_001, true],
  ['was put back', -10_000, true],
])('a wall clock that %s: %s ms in a minute', (_what, wall, expected) => {
  expect(hasJumped({ wall: 0, mono: 0 }, { wall, mono: 60_000 })).toBe(expected);
});
