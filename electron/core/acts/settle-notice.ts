// Settles a notice: send, or do not send. If the server has settled it meanwhile, this changes nothing.

import { settleNotice } from '../../../shared/acts/notice/settle-notice.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { noticesToWork } from '../../../db/lists/notices.ts';
import { requiredCopy } from '../desk-sight.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-001, HF-CIRC-320. */
export const settleNoticeAtDesk = deskAct(settleNotice)({
  judge: ({ desk, input: { notice: id, how } }) => {
    const notice = noticesToWork(desk.ledger, requiredCopy(desk), null).find((one) => one.id === id);
    if (notice === undefined) throw new HoldfastError('HF-CIRC-320');
    return {
      record: { args: { notice: id, patronId: notice.patronId, how }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
