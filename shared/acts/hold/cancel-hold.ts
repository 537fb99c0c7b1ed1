// `cancelHold`: a hold is no longer wanted. Always recorded; the fold decides whether it came in time.

import { z } from 'zod';
import { HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

export const cancelHold = defineAct({
  name: 'cancelHold',
  args: z.object({
    holdId: HoldIdSchema,
    patronId: PatronIdSchema,
    titleId: TitleIdSchema,
    /** Written by the person who cancelled it. */
    reason: z.string(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'hold.cancel',
    input: z.object({ holdId: HoldIdSchema, reason: z.string().trim().max(500) }),
    output: CirculationAnswerSchema,
  },
  names: { hold: ['holdId'], patron: ['patronId'], title: ['titleId'] },
  timeline: 'title',
  right: null,
  undo: 'hold',
  serves: true,
  words: { en: 'Hold canceled', es: 'Reserva cancelada' },
  keywords: { en: ['end a hold', 'withdraw a request'], es: ['cancelar una reserva'] },
  record: (header, args) => {
    const { holdId: hold, patronId, titleId } = args;
    return [{ kind: 'act', act: { kind: 'cancelHold', ...header, hold, patronId, titleId } }];
  },
});
