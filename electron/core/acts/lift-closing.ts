// Takes an emergency closing back: from now on this desk lends as if it ended with this minute, and dates that it alone had moved move back.

import { liftClosing } from '../../../shared/acts/branch/lift-closing.ts';
import { rulesToTell } from '../../../shared/circ/told-rules.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredClosing } from '../facade/closing.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-AUTH-024, HF-CIRC-001 without rules, or HF-RULES-030. */
export const liftClosingAtDesk = deskAct(liftClosing)({
  judge: ({ desk, input: { closing } }) => {
    requiredClosing(desk, closing);
    const rules = rulesToTell(requiredCopy(desk).library.activations(), desk.clock.now());
    if (rules === null) throw new HoldfastError('HF-CIRC-001');
    return {
      record: { args: { closing }, told: { decision: 'done', reasons: [], ...rules } },
      answer: (commandId) => ({ commandId }),
    };
  },
});
