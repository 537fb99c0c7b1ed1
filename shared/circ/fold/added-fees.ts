// Which fees that were added stand, and from when on money covers them. The bills of missing parts are such fees.

import type { FeeId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { ActOf, MoneyAct } from '../acts.ts';
import { OWN_DESK } from '../own-desk.ts';

/** The fees that staff added; a second one of an id is none, and neither is a bill that was lifted. */
export function addedFees(money: readonly MoneyAct[]): ActOf<'addFee'>[] {
  const byId = new Map<FeeId, ActOf<'addFee'>>();
  const lifts = money.filter((act) => act.kind === 'liftPartBill');
  for (const act of money) {
    if (act.kind !== 'addFee' || byId.has(act.feeId) || lifts.some((lift) => isLifted(act, lift))) continue;
    byId.set(act.feeId, act);
  }
  return [...byId.values()];
}

/** Whether the bill of a part goes: its report is undone, or the part came back after it. No other fee is lifted. */
function isLifted(act: ActOf<'addFee'>, lift: ActOf<'liftPartBill'>): boolean {
  const { feeId, charge, at, report } = act;
  if (charge !== 'missing-part' || lift.feeId !== feeId) return false;
  if (lift.report !== undefined) return lift.report === report?.id;
  return reportedAt(act) <= lift.at && (lift.isWhole || lift.at < at);
}

/**
 * When the billed part was reported: an earlier bill of the part has the same id, and coverage of that one covers no later one. A desk
 * bills beside its report and has the report's moment from its own clock: the time of the bill is corrected where that clock was wrong. The server
 * bills later, and names the moment as the report has it on its timeline.
 */
export function reportedAt({ charge, at, desk, report }: ActOf<'addFee'>): Instant {
  if (charge !== 'missing-part' || report === undefined) return Number.MIN_SAFE_INTEGER;
  return desk === OWN_DESK ? report.at : at;
}
