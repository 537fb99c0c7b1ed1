// Closes a branch, and all below it, for a window: from now on this desk lends around it, and everything moves that lies in it.

import { closeBranch } from '../../../shared/acts/branch/close-branch.ts';
import { rulesToTell } from '../../../shared/circ/told-rules.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { closingWindow } from '../facade/closing.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-CIRC-001 without rules, or HF-RULES-004. */
export const closeBranchAtDesk = deskAct(closeBranch)({
  judge: ({ desk, input: { reason, ...asked } }) => {
    const window = closingWindow(desk, asked);
    const rules = rulesToTell(requiredCopy(desk).library.activations(), desk.clock.now());
    if (rules === null) throw new HoldfastError('HF-CIRC-001');
    return {
      record: { args: { ...window, reason }, told: { decision: 'done', reasons: [], ...rules } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
