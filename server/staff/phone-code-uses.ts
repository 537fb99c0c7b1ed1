// Uses of codes by phone at desks, found by their challenges: for judging them, and for the review on the next morning.

import type { ActId, StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { readAct } from '../../shared/acts/read-act.ts';
import type { ReadTx } from '../store/store.ts';

/** One act on a code. */
export type PhoneCodeUse = {
  readonly id: ActId;
  readonly name: string;
  readonly desk: string;
  readonly at: Instant;
  readonly challenge: string;
  readonly staffId: StaffId | null;
  /** The authoriser. */
  readonly supervisorId: StaffId | null;
  readonly codes: readonly string[];
  /** Owed money that was overridden or waived; null = not given. */
  readonly minor: MinorUnits | null;
  /** As it was written down; null once purged. */
  readonly reason: string | null;
};

/** The acts on these challenges that were applied, in the order of their times. */
export async function usesOfChallenges(tx: ReadTx, challenges: ReadonlySet<string>): Promise<PhoneCodeUse[]> {
  const rows = await kept(tx)
    .where(tx.anyOf('phone_challenge', [...challenges]))
    .execute();
  return rows.flatMap(useOf);
}

/** All acts on codes by phone, the newest first. */
export async function allPhoneCodeUses(tx: ReadTx): Promise<PhoneCodeUse[]> {
  const rows = await kept(tx).where('phone_challenge', 'is not', null).execute();
  return rows.toReversed().flatMap(useOf);
}

function kept({ db }: ReadTx) {
  return db
    .selectFrom('envelope')
    .select(['body', 'args', 'effective_at', 'desk_id'])
    .where('outcome', '=', 'applied')
    .orderBy('effective_at')
    .orderBy('id');
}

function useOf(row: {
  readonly body: string;
  readonly args: string | null;
  readonly effective_at: number;
  readonly desk_id: string;
}): PhoneCodeUse[] {
  const { id, name, staffId, authoriserId, overrides, overrideReason, phone } = readAct(row);
  if (phone === null) return [];
  return [
    {
      id,
      name,
      staffId,
      desk: row.desk_id,
      at: row.effective_at,
      challenge: phone.challenge,
      supervisorId: authoriserId,
      codes: overrides,
      minor: phone.minor,
      reason: overrideReason,
    },
  ];
}
