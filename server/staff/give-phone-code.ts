// A supervisor on the phone: the request, decoded from the number that was read out to them, and the code that allows it. Nothing is stored here: the
// act that is done on a code records it.

import { timingSafeEqual } from 'node:crypto';
import { hashPin, type PinHash } from '../../db/keys/pin-hash.ts';
import { phoneCode } from '../../db/keys/phone-code.ts';
import { readChallenge, type ReadChallenge } from '../../shared/circ/phone-code.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import { listDesks } from '../desks/desk-list.ts';
import type { Store } from '../store/store.ts';
import { roleRights } from './role-rights.ts';
import { listStaff, type StaffEntry } from './staff-directory.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  /** How PINs are hashed; absent = as everywhere but in a simulation. */
  readonly hashPin?: PinHash;
};

/** The desk, the number that was read out, and the supervisor who gives the code. */
export type PhoneQuestion = {
  readonly desk: string;
  readonly challenge: string;
} & ({ readonly staff: string } | { readonly staffId: string });

/** The decoded request, with desk and supervisor. */
export type PhoneAsked = ReadChallenge & {
  readonly deskId: string;
  readonly deskName: string;
  readonly supervisorId: string;
};

/**
 * Reads a challenge. Throws HF-AUTH-031 for one that is misread, HF-AUTH-007 for a desk that is not there or is revoked, HF-AUTH-005 for an unknown
 * name, HF-AUTH-024 for a supervisor who lacks a right that is asked for.
 */
export async function readPhoneQuestion(parts: Parts, asked: PhoneQuestion): Promise<PhoneAsked> {
  const read = readChallenge(asked.challenge);
  if (read === null) throw new HoldfastError('HF-AUTH-031', { number: asked.challenge });
  const desks = (await listDesks(parts.store)).filter(({ status }) => status === 'active');
  const desk = desks.find(({ deskId }) => deskId === asked.desk) ?? desks.find(({ name }) => name === asked.desk);
  if (desk === undefined) throw new HoldfastError('HF-AUTH-007', { desk: asked.desk });
  const now = parts.clock.now();
  const supervisor = (await listStaff(parts)).find(isAsked(asked));
  const isOver = supervisor !== undefined && supervisor.expiresAt !== null && supervisor.expiresAt <= now;
  if (supervisor === undefined || isOver) {
    throw new HoldfastError('HF-AUTH-005', { staff: 'staff' in asked ? asked.staff : asked.staffId });
  }
  const rightsOf = await parts.store.read((tx) => roleRights(tx));
  const held = supervisor.role === null ? [] : rightsOf(supervisor.role, now);
  if (!read.rights.every((right) => held.includes(right)))
    throw new HoldfastError('HF-AUTH-024', { staff: supervisor.staff });
  return { ...read, deskId: desk.deskId, deskName: desk.name, supervisorId: supervisor.staffId };
}

function isAsked(asked: PhoneQuestion): (entry: StaffEntry) => boolean {
  if ('staffId' in asked) return ({ staffId }) => staffId === asked.staffId;
  const name = asked.staff.toLowerCase();
  return ({ staff }) => staff.toLowerCase() === name;
}

/** The code, in return for the supervisor's PIN. Throws as readPhoneQuestion does, and HF-AUTH-022 for a wrong PIN. */
export async function givePhoneCode(parts: Parts, asked: PhoneQuestion & { readonly pin: string }): Promise<string> {
  const { deskId, supervisorId, challenge } = await readPhoneQuestion(parts, asked);
  const { salt, hash, pepper } = await parts.store.read(async ({ db }) => {
    const person = await db
      .selectFrom('staff')
      .select(['salt', 'pin_hash'])
      .where('id', '=', supervisorId)
      .executeTakeFirstOrThrow();
    const desk = await db.selectFrom('desk').select('pepper').where('id', '=', deskId).executeTakeFirstOrThrow();
    return { salt: person.salt, hash: person.pin_hash, pepper: desk.pepper };
  });
  const given = await (parts.hashPin ?? hashPin)(asked.pin, Buffer.from(salt, 'hex'));
  const wanted = Buffer.from(hash, 'hex');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new HoldfastError('HF-AUTH-022');
  const key = Buffer.from(pepper, 'base64');
  if (key.length === 0) throw new HoldfastError('HF-AUTH-007', { desk: asked.desk });
  return phoneCode(key, { deskId, supervisorId, challenge });
}
