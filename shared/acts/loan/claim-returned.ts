// `claimReturned`: a borrower claims that they brought a copy back. Lateness stops at that moment; the copy is looked for.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';
import { CLAIM_NAMES, claimArgs, claimInput } from './claim-args.ts';

export const claimReturned = defineAct({
  name: 'claimReturned',
  args: claimArgs,
  told: z.object(toldDecision),
  method: { name: 'item.claimReturned', input: claimInput, output: CirculationAnswerSchema },
  names: CLAIM_NAMES,
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Claimed returned', es: 'Dice que lo devolvió' },
  keywords: {
    en: ['claims returned', 'says it was returned', 'already brought back'],
    es: ['dice que lo devolvió', 'ya lo devolvió'],
  },
  record: (header, { itemId, loanId, patronId }) => [
    { kind: 'act', act: { kind: 'claim', ...header, itemId, loanId, patronId, claim: 'returned' } },
  ],
});
