// `declareLost`: the borrower of a copy reports that it is lost, or staff know it. The loan is lost from that moment and billed at once by the
// policy that it keeps; an act that would undo an aging undoes this as well.

import { z } from 'zod';
import { CodeSchema } from '../../core/code-text.ts';
import { ItemIdSchema, LoanIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

/** The longest note beside it. */
const NOTE_LENGTH = 500;

export const declareLost = defineAct({
  name: 'declareLost',
  args: z.object({
    itemId: ItemIdSchema,
    loanId: LoanIdSchema,
    patronId: PatronIdSchema,
    /** As scanned. */
    barcode: z.string(),
    note: z.string(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'item.declareLost',
    input: z.object({ barcode: CodeSchema, note: z.string().trim().max(NOTE_LENGTH).optional() }),
    output: CirculationAnswerSchema,
  },
  names: { item: ['itemId'], loan: ['loanId'], patron: ['patronId'], barcode: ['barcode'] },
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Declared lost', es: 'Declarado perdido' },
  keywords: { en: ['lost', 'bill for a lost item'], es: ['perdido', 'cobrar un material perdido'] },
  record: (header, { itemId, loanId, patronId }) => [
    { kind: 'act', act: { kind: 'declareLost', ...header, itemId, loanId, patronId } },
  ],
});
