// The PIN of the person who asks for something at a desk, checked by the server; too many wrong ones make the name wait.

import { timingSafeEqual } from 'node:crypto';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { hashPin, type PinHash } from '../../db/keys/pin-hash.ts';
import type { Store } from '../store/store.ts';
import type { PinTries } from './pin-tries.ts';

export type PinParts = {
  readonly store: Store;
  readonly tries: PinTries;
  /** How PINs are hashed; absent = as everywhere but in a simulation. */
  readonly hashPin?: PinHash;
};

/** Throws HF-AUTH-022 for a wrong PIN and 023 after too many. */
export async function checkOwnPin({ store, tries, ...parts }: PinParts, staffId: string, pin: string): Promise<void> {
  await tries.take(staffId);
  const { salt, pin_hash: hash } = await store.read(({ db }) =>
    db.selectFrom('staff').select(['salt', 'pin_hash']).where('id', '=', staffId).executeTakeFirstOrThrow(),
  );
  const given = await (parts.hashPin ?? hashPin)(pin, Buffer.from(salt, 'hex'));
  const wanted = Buffer.from(hash, 'hex');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new HoldfastError('HF-AUTH-022');
  await tries.forget(staffId);
}
