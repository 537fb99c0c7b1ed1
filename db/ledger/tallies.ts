// Questions that this desk counted, as they stand: without undone ones, and with later descriptions.

import { describeTally } from '../../shared/acts/log/describe-tally.ts';
import { tally } from '../../shared/acts/log/tally.ts';
import { undo } from '../../shared/acts/ledger/undo.ts';
import { argsLeft, toldLeft } from '../../shared/acts/read-act.ts';
import type { TallyMode, TallyTier } from '../../shared/core/tally.ts';
import type { ActId, ShiftId, StaffId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { CountedTally } from '../../shared/reports/tally.ts';
import type { Ledger } from './open-ledger.ts';
import { recordedActs } from './recorded-acts.ts';

/** A question as the ledger has it. */
export type KeptTally = CountedTally & {
  readonly id: ActId;
  readonly tier: TallyTier;
  readonly mode: TallyMode | null;
  readonly shiftId: ShiftId | null;
  readonly staffId: StaffId | null;
};

/** Questions of a time, in the order in which they were counted. */
export function talliesBetween(db: Ledger, period: { readonly from: Instant; readonly to: Instant }): KeptTally[] {
  const found = new Map<ActId, KeptTally>();
  // A description or an undo of one comes after it, maybe after the period that is asked for.
  const acts = recordedActs(db, [tally.name, describeTally.name, undo.name], {
    from: period.from,
    to: Number.MAX_SAFE_INTEGER,
  });
  for (const act of acts) {
    if (act.known && act.name === 'tally') {
      const { tier, mode = null, subject = null } = toldLeft(act);
      const { id, at, shiftId, staffId } = act;
      if (tier !== undefined && at < period.to) found.set(id, { id, at, tier, mode, subject, shiftId, staffId });
    } else if (act.known && act.name === 'describeTally') {
      const { tally: of, mode = null, subject = null } = toldLeft(act);
      const one = of === undefined ? undefined : found.get(of);
      if (one !== undefined) found.set(one.id, { ...one, mode, subject });
    } else {
      const { commandId } = argsLeft(act);
      if (commandId !== undefined) found.delete(commandId);
    }
  }
  return [...found.values()];
}
