// `tally`: a question was answered at the desk. A count: on no timeline, undone by its desk.

import { z } from 'zod';
import { SUBJECT_LETTERS, TallyModeSchema, TallyTierSchema } from '../../core/tally.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

/** A word of the branch's own list of subjects. */
export const SubjectSchema = z.string().trim().min(1).max(SUBJECT_LETTERS);

export const tally = defineAct({
  name: 'tally',
  args: z.object({ tier: TallyTierSchema }),
  // The told part stays when arguments are purged: the reports of years are made of it.
  told: z.object({
    ...toldDecision,
    tier: TallyTierSchema,
    mode: TallyModeSchema.nullable(),
    subject: SubjectSchema.nullable(),
  }),
  method: {
    name: 'tally.count',
    input: z.object({
      tier: TallyTierSchema,
      mode: TallyModeSchema.nullable().default(null),
      subject: SubjectSchema.nullable().default(null),
    }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: {},
  timeline: 'rows',
  right: null,
  undo: 'count',
  words: { en: 'Question counted', es: 'Consulta contada' },
  keywords: {
    en: ['reference tally', 'READ', 'question', 'directional', 'desk log'],
    es: ['consultas de referencia', 'READ', 'pregunta', 'orientación', 'bitácora'],
  },
  record: () => [],
});
