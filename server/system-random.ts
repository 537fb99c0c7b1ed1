// Randomness of the machine: ids, tokens, salts.

import { randomBytes } from 'node:crypto';
import type { Random } from '../shared/core/ports.ts';

/** Cryptographic bytes, and fractions for jitter. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => Math.random(),
};
