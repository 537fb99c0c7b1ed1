// `takeBackFees`: the server's own. Another office did not take these fees of a batch: they are owed at the library, as if they had never gone.

import { z } from 'zod';
import { BillBatchIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { TransferLineSchema } from '../../circ/money-acts.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const takeBackFees = defineAct({
  name: 'takeBackFees',
  args: z.object({
    batch: BillBatchIdSchema,
    patronId: PatronIdSchema,
    /** The office, by name. */
    to: z.string(),
    /** The lines of the batch that go, as they were sent. */
    lines: z.array(TransferLineSchema).min(1),
  }),
  told: z.object(toldDecision),
  method: null,
  names: { patron: ['patronId'], fee: [({ lines }) => lines.map(({ fee }) => fee)] },
  timeline: 'account',
  own: true,
  right: null,
  money: true,
  words: { en: 'Taken back from another office', es: 'Recuperado de otra oficina' },
  record: (header, { batch, patronId, lines }) => [
    { kind: 'act', act: { kind: 'takeBackFees', ...header, batch, patronId, fees: lines.map(({ fee }) => fee) } },
  ],
});
