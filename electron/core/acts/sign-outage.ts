// Signs the report of an outage of this desk.

import { signOutage } from '../../../shared/acts/outage/sign-outage.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { countOutageActs } from '../../../db/ledger/outage-acts.ts';
import { markOutageSigned, outageById } from '../../../db/ledger/outages.ts';
import { outageReport } from '../facade/outage-report.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-SYNC-004 while something is left to be worked, HF-SYNC-005 for no such outage. */
export const signOutageAtDesk = deskAct(signOutage)({
  judge: ({ desk, input: { outageId, note } }) => {
    const { staffId: by } = desk.session.required();
    const outage = outageById(desk.ledger, outageId);
    if (outage === null) throw new HoldfastError('HF-SYNC-005');
    const { state } = outageReport(desk, outage);
    // Another person was quicker: it is signed once.
    if (state === 'signed') return { answer: { outage: outageReport(desk, outage) } };
    if (state !== 'ready' || outage.endedAt === null) throw new HoldfastError('HF-SYNC-004');
    const acts = countOutageActs(desk.ledger, outage).reduce((total, { count }) => total + count, 0);
    const { beganAt, endedAt, causes, dataAsOf } = outage;
    return {
      record: {
        args: { outageId, beganAt, endedAt, acts, note, causes: [...causes], dataAsOf },
        told: { decision: 'done', reasons: [] },
      },
      answer: (act) => {
        markOutageSigned(desk.ledger, outageId, { at: desk.clock.now(), by, act });
        return { outage: outageReport(desk, outageById(desk.ledger, outageId) ?? outage) };
      },
    };
  },
});
