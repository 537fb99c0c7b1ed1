// How far the lists of another system were read, as it is kept beside its connector.

import { z } from 'zod';
import { InstantSchema } from '../../shared/core/instant.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

const PulledSchema = z.looseObject({
  /** When learning was first asked for: earlier changes there are history. */
  learnsFrom: InstantSchema.optional(),
  /** How far loans were read, by the clock there. */
  loans: InstantSchema.optional(),
  /** The last person of the walk over cards; empty = it begins anew. */
  walkedTo: z.string().optional(),
  /** The last loan of the walk over those that wait for their card or barcode; empty = it begins anew. */
  triedTo: z.string().optional(),
  /** Why they are not listed; null = they are. */
  loansFault: z.string().nullish(),
});

export type Pulled = z.infer<typeof PulledSchema>;

/** Reads it; nothing was read at first. */
export function parsePulled(text: string | null): Pulled {
  return text === null ? {} : PulledSchema.parse(JSON.parse(text));
}

/** Of a connector that is there. */
export async function readPulled({ db }: ReadTx, name: string): Promise<Pulled> {
  const row = await db.selectFrom('connector').select('pulled').where('name', '=', name).executeTakeFirstOrThrow();
  return parsePulled(row.pulled);
}

/** Changes a part of it. Call it with the connector locked. */
export async function writePulled(tx: WriteTx, name: string, part: Pulled): Promise<void> {
  const pulled = JSON.stringify({ ...(await readPulled(tx, name)), ...part });
  await tx.db.updateTable('connector').set({ pulled }).where('name', '=', name).execute();
}
