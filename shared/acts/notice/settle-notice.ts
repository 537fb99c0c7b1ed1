// `settleNotice`: a person settles a notice that the server could not finish by itself: the patron was told, or it is sent again.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, PatronIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

const notice = z.string().min(1).max(64);
const how = z.enum(['told', 'again']);

export const settleNotice = defineAct({
  name: 'settleNotice',
  args: z.object({ notice, patronId: PatronIdSchema, how }),
  told: z.object(toldDecision),
  method: { name: 'notice.settle', input: z.object({ notice, how }), output: z.object({ commandId: ActIdSchema }) },
  names: { patron: ['patronId'] },
  timeline: 'rows',
  right: 'edit-patrons',
  words: { en: 'Notice settled', es: 'Aviso resuelto' },
  keywords: { en: ['notice', 'letter', 'e-mail', 'came back'], es: ['aviso', 'carta', 'correo', 'devuelto'] },
  record: () => [],
});
