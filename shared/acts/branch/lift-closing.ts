// `liftClosing`: an emergency closing is over before its time, or was a mistake. It ends with the minute; dates and waits on the shelf that it alone
// had moved move back as far as that allows, and later announcements to patrons stay.

import { z } from 'zod';
import { ActIdSchema } from '../../core/ids.ts';
import { toldDecision, toldRules } from '../../circ/told.ts';
import { LiftClosingInputSchema } from '../../views/closing.ts';
import { defineAct } from '../define-act.ts';

export const liftClosing = defineAct({
  name: 'liftClosing',
  args: z.object({
    /** The activation that closed. */
    closing: z.string().min(1).max(128),
  }),
  told: z.object({ ...toldDecision, ...toldRules }),
  method: {
    name: 'branch.liftClosing',
    input: LiftClosingInputSchema,
    output: z.object({ commandId: ActIdSchema }),
  },
  names: {},
  timeline: 'rows',
  physical: false,
  right: 'close-branch',
  audit: true,
  words: { en: 'Closing taken back', es: 'Cierre anulado' },
  keywords: {
    en: ['open again', 'reopen', 'end emergency closing', 'undo closing'],
    es: ['abrir de nuevo', 'reabrir', 'anular el cierre'],
  },
  record: (header, { closing }) => [{ kind: 'liftClosing', closing, header }],
});
