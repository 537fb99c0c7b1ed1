// `resumeHold`: a suspended hold takes copies again.

import { z } from 'zod';
import { HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

export const resumeHold = defineAct({
  name: 'resumeHold',
  args: z.object({
    holdId: HoldIdSchema,
    patronId: PatronIdSchema,
    titleId: TitleIdSchema,
  }),
  told: z.object(toldDecision),
  method: {
    name: 'hold.resume',
    input: z.object({ holdId: HoldIdSchema }),
    output: CirculationAnswerSchema,
  },
  names: { hold: ['holdId'], patron: ['patronId'], title: ['titleId'] },
  timeline: 'title',
  right: null,
  undo: 'hold',
  serves: true,
  words: { en: 'Hold resumed', es: 'Reserva reanudada' },
  keywords: { en: ['unfreeze a hold'], es: ['reanudar una reserva'] },
  record: (header, args) => {
    const { holdId: hold, patronId, titleId } = args;
    return [{ kind: 'act', act: { kind: 'resumeHold', ...header, hold, patronId, titleId } }];
  },
});
