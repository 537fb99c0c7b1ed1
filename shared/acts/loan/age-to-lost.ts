// `ageToLost`: the server's own. A loan was not returned so long after its due moment that it counts as lost.
// The fold decides whether it does: a return that comes in late, from before, undoes it.

import { z } from 'zod';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const ageToLost = defineAct({
  name: 'ageToLost',
  args: z.object({ loanId: LoanIdSchema, itemId: ItemIdSchema, patronId: PatronIdSchema }),
  told: z.object(toldDecision),
  method: null,
  names: { item: ['itemId'], loan: ['loanId'], patron: ['patronId'] },
  timeline: 'item',
  own: true,
  right: null,
  words: { en: 'Marked lost', es: 'Marcado como perdido' },
  record: (header, args) => [{ kind: 'act', act: { kind: 'ageToLost', ...header, ...args } }],
});
