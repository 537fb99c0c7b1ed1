// Ids that the server mints: UUIDv7, in the order of their making.

import { v7 } from 'uuid';
import type { Clock, Random } from '../shared/core/ports.ts';

export function newId(clock: Clock, random: Random): string {
  return v7({ msecs: clock.now(), random: random.bytes(16) });
}
