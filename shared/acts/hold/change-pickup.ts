// `changePickup`: a hold is picked up elsewhere. A copy that stands for it stays where it is until it is scanned again.

import { z } from 'zod';
import { BranchIdSchema, HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';

export const changePickup = defineAct({
  name: 'changePickup',
  args: z.object({
    holdId: HoldIdSchema,
    patronId: PatronIdSchema,
    titleId: TitleIdSchema,
    pickup: BranchIdSchema,
  }),
  told: z.object(toldDecision),
  method: {
    name: 'hold.changePickup',
    input: z.object({ holdId: HoldIdSchema, pickup: BranchIdSchema }),
    output: CirculationAnswerSchema,
  },
  names: { hold: ['holdId'], patron: ['patronId'], title: ['titleId'], branch: ['pickup'] },
  timeline: 'title',
  right: null,
  undo: 'hold',
  serves: true,
  words: { en: 'Pickup changed', es: 'Recogida cambiada' },
  keywords: { en: ['pickup branch', 'pickup location'], es: ['lugar de recogida'] },
  record: (header, args) => {
    const { holdId: hold, patronId, titleId } = args;
    return [{ kind: 'act', act: { kind: 'changePickup', ...header, hold, patronId, titleId, pickup: args.pickup } }];
  },
});
