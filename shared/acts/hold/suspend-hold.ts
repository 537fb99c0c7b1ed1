// `suspendHold`: a hold keeps its place and takes no copy for a while. The later of two by effective time stands.

import { z } from 'zod';
import { HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

export const suspendHold = defineAct({
  name: 'suspendHold',
  args: z.object({
    holdId: HoldIdSchema,
    patronId: PatronIdSchema,
    titleId: TitleIdSchema,
    /** Null: until it is resumed. */
    until: InstantSchema.nullable(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'hold.suspend',
    input: z.object({ holdId: HoldIdSchema, until: IsoInstantSchema.nullable() }),
    output: CirculationAnswerSchema,
  },
  names: { hold: ['holdId'], patron: ['patronId'], title: ['titleId'] },
  timeline: 'title',
  right: null,
  undo: 'hold',
  serves: true,
  words: { en: 'Hold suspended', es: 'Reserva suspendida' },
  keywords: { en: ['pause a hold', 'freeze a hold'], es: ['pausar una reserva'] },
  record: (header, args) => {
    const { holdId: hold, patronId, titleId } = args;
    return [{ kind: 'act', act: { kind: 'suspendHold', ...header, hold, patronId, titleId, until: args.until } }];
  },
});
