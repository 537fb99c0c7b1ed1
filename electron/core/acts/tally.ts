// Counts questions of the reference tally, and records the subject of one.

import { describeTally } from '../../../shared/acts/log/describe-tally.ts';
import { tally } from '../../../shared/acts/log/tally.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { envelopeById } from '../../../db/ledger/envelopes.ts';
import { talliesBetween } from '../../../db/ledger/tallies.ts';
import type { Desk } from '../desk.ts';
import { subjectsAt } from '../facade/tallies.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-251. */
export const tallyAtDesk = deskAct(tally)({
  judge: ({ desk, input: { tier, mode, subject } }) => {
    requireListed(desk, subject);
    return {
      record: { args: { tier }, told: { decision: 'done', reasons: [], tier, mode, subject } },
      answer: (commandId) => ({ commandId }),
    };
  },
});

/** Throws HF-CIRC-250, HF-CIRC-251. */
export const describeTallyAtDesk = deskAct(describeTally)({
  judge: ({ desk, input: { tally: id, mode, subject } }) => {
    const { ledger } = desk;
    const from = envelopeById(ledger, id)?.recordedAt;
    const isThere = from !== undefined && talliesBetween(ledger, { from, to: from + 1 }).some((one) => one.id === id);
    if (!isThere) throw new HoldfastError('HF-CIRC-250');
    requireListed(desk, subject);
    return {
      record: { args: { tally: id }, told: { decision: 'done', reasons: [], tally: id, mode, subject } },
      answer: (commandId) => ({ commandId }),
    };
  },
});

/** A subject comes from the list of the branch: the recorded text of an act holds no words of a person's own. */
function requireListed(desk: Desk, subject: string | null): void {
  if (subject !== null && !subjectsAt(desk).includes(subject)) throw new HoldfastError('HF-CIRC-251');
}
