// How long a name is locked after so many wrong PINs.

import { lockMs } from '../../../../../electron/core/session/tries.ts';

test.each([
  [0, 0],
  [1, 0],
  [4, 0],
  [5, 30_000],
  [6, 60_000],
  [7, 120_000],
  [9, 480_000],
  [10, 900_000],
  [11, 900_000],
  [1_000_000, 900_000],
])('after %d wrong PINs in a row: %d ms', (failures, ms) => {
  expect(lockMs(failures)).toBe(ms);
});
