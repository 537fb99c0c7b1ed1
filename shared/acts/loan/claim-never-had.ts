// `claimNeverHad`: a borrower claims that they never had a copy. Lateness stops at that moment; the copy is looked for.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';
import { CLAIM_NAMES, claimArgs, claimInput } from './claim-args.ts';

export const claimNeverHad = defineAct({
  name: 'claimNeverHad',
  args: claimArgs,
  told: z.object(toldDecision),
  method: { name: 'item.claimNeverHad', input: claimInput, output: CirculationAnswerSchema },
  names: CLAIM_NAMES,
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Claimed never checked out', es: 'Dice que nunca lo tuvo' },
  keywords: { en: ['never checked out', 'claims never had', 'not mine'], es: ['dice que nunca lo tuvo', 'no es suyo'] },
  record: (header, { itemId, loanId, patronId }) => [
    { kind: 'act', act: { kind: 'claim', ...header, itemId, loanId, patronId, claim: 'never-had' } },
  ],
});
