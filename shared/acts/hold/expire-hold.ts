// `expireHold`: the server's own. A hold reached its end while it waited, or the wait of its copy on the shelf did.
// The fold decides whether it ends: a copy that was fetched before, and comes in late, has filled it.

import { z } from 'zod';
import { ActIdSchema, HoldIdSchema, PatronIdSchema, TitleIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const expireHold = defineAct({
  name: 'expireHold',
  args: z.object({
    hold: HoldIdSchema,
    titleId: TitleIdSchema,
    patronId: PatronIdSchema,
    /** The act that put its copy on the shelf, where it is the wait there that ends. */
    trap: ActIdSchema.nullable(),
  }),
  told: z.object(toldDecision),
  method: null,
  names: { hold: ['hold'], title: ['titleId'], patron: ['patronId'], act: ['trap'] },
  timeline: 'title',
  own: true,
  right: null,
  words: { en: 'Hold ended', es: 'Reserva terminada' },
  record: (header, args) => [{ kind: 'act', act: { kind: 'expireHold', ...header, ...args } }],
});
