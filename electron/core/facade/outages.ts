// `outage.list`, `outage.sign`: the outages of this desk with their reports, and the end of one by a named person.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { countOutageActs } from '../../../db/ledger/outage-acts.ts';
import { markOutageSigned, newestOutages, outageById, unsignedOutages } from '../../../db/ledger/outages.ts';
import { requireRight, type Desk } from '../desk.ts';
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

/** Signs a report. Throws HF-AUTH-024 for whoever may not, HF-SYNC-004 while something is left to be worked, HF-SYNC-005 for no such outage. */
export function signOutage(desk: Desk, { outageId, note }: ParsedInput<'outage.sign'>): MethodOutput<'outage.sign'> {
  requireRight(desk, 'sign-outage');
  const { staffId } = desk.session.required();
  const outage = outageById(desk.ledger, outageId);
  if (outage === null) throw new HoldfastError('HF-SYNC-005');
  const { state } = outageReport(desk, outage);
  // Somebody was quicker: it is signed once.
  if (state === 'signed') return { outage: outageReport(desk, outage) };
  if (state !== 'ready' || outage.endedAt === null) throw new HoldfastError('HF-SYNC-004');
  const args: ArgsOf<'signOutage'> = {
    outageId,
    beganAt: outage.beganAt,
    endedAt: outage.endedAt,
    acts: countOutageActs(desk.ledger, outage).reduce((total, { count }) => total + count, 0),
    note,
    causes: [...outage.causes],
    dataAsOf: outage.dataAsOf,
  };
  const act = desk.recorder.record({
    name: 'signOutage',
    args,
    told: { decision: 'done', reasons: [] },
    staffId,
    saw: null,
    policies: [],
  });
  markOutageSigned(desk.ledger, outageId, { at: desk.clock.now(), by: staffId, act });
  return { outage: outageReport(desk, outageById(desk.ledger, outageId) ?? outage) };
}
