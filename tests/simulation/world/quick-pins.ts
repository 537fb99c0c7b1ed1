// Hashes of PINs in a simulation. argon2id is worked out on threads of the machine, which simulated time knows nothing of: a wait for it would
// last as long as the machine is busy, and a run depend on more than its seed. This one is done when it is asked for.

import { createHmac } from 'node:crypto';
import type { PinHash } from '../../../db/keys/pin-hash.ts';
import { PIN_HASH } from '../../../shared/wire/staff-grants.ts';

/** HMAC-SHA-256 in place of argon2id. */
export const quickPinHash: PinHash = (pin, salt) =>
  Promise.resolve(createHmac('sha256', salt).update(pin).digest().subarray(0, PIN_HASH.hashLength));
