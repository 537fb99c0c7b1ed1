// `transferFees`: the server's own. Fees of a patron went to another office in a batch, such as the one that keeps student accounts: they are owed
// there. A payment from before that comes later covers first; the next batch takes the excess back. [I15]

import { z } from 'zod';
import { BillBatchIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { TransferLineSchema } from '../../circ/money-acts.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const transferFees = defineAct({
  name: 'transferFees',
  args: z.object({
    batch: BillBatchIdSchema,
    patronId: PatronIdSchema,
    /** The office, by name. */
    to: z.string(),
    lines: z.array(TransferLineSchema).min(1),
  }),
  told: z.object(toldDecision),
  method: null,
  names: { patron: ['patronId'], fee: [({ lines }) => lines.map(({ fee }) => fee)] },
  timeline: 'account',
  own: true,
  right: null,
  money: true,
  words: { en: 'Sent to another office', es: 'Enviado a otra oficina' },
  record: (header, args) => [{ kind: 'act', act: { kind: 'transferFees', ...header, ...args } }],
});
