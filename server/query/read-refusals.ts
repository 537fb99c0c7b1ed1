// Patrons who were turned away, as reports ask for them: at a time, at a branch or everywhere.

import type { BranchId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { RefusalSchema, type Refusal } from '../../shared/circ/model/refusal.ts';
import type { ReadTx } from '../store/store.ts';

export type RefusalRange = {
  readonly from: Instant;
  /** Not itself included. */
  readonly to: Instant;
  /** Absent: every branch. */
  readonly branch?: BranchId | undefined;
};

/** Refusals in a time, the oldest first. */
export async function readRefusals(tx: ReadTx, { from, to, branch }: RefusalRange): Promise<Refusal[]> {
  const rows = await tx.db
    .selectFrom('refusal')
    .select('body')
    .where('at', '>=', from)
    .where('at', '<', to)
    .$if(branch !== undefined, (query) => query.where('branch', '=', branch ?? null))
    .orderBy('at')
    .orderBy('act_id')
    .orderBy('n')
    .execute();
  return rows.map(({ body }) => RefusalSchema.parse(JSON.parse(body)));
}
