// Monotonic time goes on while the computer sleeps, even if the system's own does not.

import { monoThroughSleep } from '../../../../electron/core/system-clock.ts';

function clocks() {
  const at = { mono: 0, upMs: 50_000 };
  const mono = monoThroughSleep({ mono: () => at.mono, upMs: () => Math.floor(at.upMs / 1_000) * 1_000 });
  return {
    mono,
    pass: (ms: number) => {
      at.mono += ms;
      at.upMs += ms;
    },
    sleep: (ms: number) => {
      at.upMs += ms;
    },
  };
}

test('it counts what the computer slept, and nothing for the steps in which uptime is told', () => {
  const { mono, pass, sleep } = clocks();
  // Two runs of the program agree: time slept before is included.
  const begun = mono();
  expect(begun).toBe(50_000);
  for (let n = 0; n < 5_000; n += 1) {
    pass(337);
    expect(mono()).toBe(begun + (n + 1) * 337);
  }
  sleep(8 * 3_600_000);
  pass(1_500);
  const awake = mono();
  expect(Math.abs(awake - begun - (5_000 * 337 + 1_500 + 8 * 3_600_000))).toBeLessThan(1_001);
  pass(90_000);
  expect(mono()).toBe(awake + 90_000);
});

test('it never goes back', () => {
  const { mono, pass, sleep } = clocks();
  let before = mono();
  for (let n = 0; n < 300; n += 1) {
    pass(700);
    if (n % 50 === 0) sleep(10_000);
    const now = mono();
    expect(now).toBeGreaterThanOrEqual(before);
    before = now;
  }
});
