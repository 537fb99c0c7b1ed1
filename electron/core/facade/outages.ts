// `outage.list`: the outages of this desk with their reports.

import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { newestOutages, unsignedOutages } from '../../../db/ledger/outages.ts';
import type { Desk } from '../desk.ts';
import { outageReport } from './outage-report.ts';

/** Reports that were signed are shown for a while; all of them stay in the ledger. */
const shown = 5;
/** More open ones are listed when these are signed. */
const mostUnsigned = 20;

/** Outages with their reports, the newest first: those that nobody has signed, and the last ones. */
export function listOutages(desk: Desk): MethodOutput<'outage.list'> {
  const unsigned = unsignedOutages(desk.ledger).slice(0, mostUnsigned);
  const signed = newestOutages(desk.ledger, shown).filter((outage) => outage.signed !== null);
  const all = [...unsigned, ...signed].toSorted((a, b) => b.beganAt - a.beganAt);
  return { outages: all.map((outage) => outageReport(desk, outage)) };
}
