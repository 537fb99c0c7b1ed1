// `describeTally`: adds the subject and the channel of a question that was counted. The later one stands.

import { z } from 'zod';
import { TallyModeSchema } from '../../core/tally.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';
import { SubjectSchema } from './tally.ts';

export const describeTally = defineAct({
  name: 'describeTally',
  args: z.object({ tally: ActIdSchema }),
  told: z.object({
    ...toldDecision,
    tally: ActIdSchema,
    mode: TallyModeSchema.nullable(),
    subject: SubjectSchema.nullable(),
  }),
  method: {
    name: 'tally.describe',
    input: z.object({
      tally: ActIdSchema,
      mode: TallyModeSchema.nullable(),
      subject: SubjectSchema.nullable(),
    }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { act: ['tally'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Question described', es: 'Consulta descrita' },
  keywords: { en: ['subject of a question'], es: ['tema de una consulta'] },
  record: () => [],
});
