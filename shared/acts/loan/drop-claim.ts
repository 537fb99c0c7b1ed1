// `dropClaim`: a claim is taken back: the loan stands as if it had not been made.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';
import { CLAIM_NAMES, claimArgs, claimInput } from './claim-args.ts';

export const dropClaim = defineAct({
  name: 'dropClaim',
  args: claimArgs,
  told: z.object(toldDecision),
  method: { name: 'item.dropClaim', input: claimInput, output: CirculationAnswerSchema },
  names: CLAIM_NAMES,
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Claim dropped', es: 'Disputa retirada' },
  keywords: { en: ['take back a claim', 'found it after all'], es: ['retirar una disputa', 'apareció en su casa'] },
  record: (header, { itemId, loanId, patronId }) => [
    { kind: 'act', act: { kind: 'dropClaim', ...header, itemId, loanId, patronId } },
  ],
});
