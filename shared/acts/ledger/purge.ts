// `purge`: the server's own. The business of these acts is over for so long that their personal values go.

import { z } from 'zod';
import { ActIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const purge = defineAct({
  name: 'purge',
  args: z.object({ acts: z.array(ActIdSchema).min(1) }),
  told: z.object(toldDecision),
  method: null,
  names: { act: ['acts'] },
  timeline: 'rows',
  own: true,
  right: null,
  words: { en: 'Personal data removed', es: 'Datos personales eliminados' },
  record: (header, { acts }) => [{ kind: 'purge', acts, at: header.at }],
});
