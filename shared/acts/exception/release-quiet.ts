// `releaseQuiet`: a supervisor lets loans age and notices go although these desks are silent.

import { z } from 'zod';
import { DeskIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const releaseQuiet = defineAct({
  name: 'releaseQuiet',
  args: z.object({ desks: z.array(DeskIdSchema).min(1) }),
  told: z.object(toldDecision),
  // Recorded by the same call as `releaseHeld`, which sorts its input.
  method: null,
  names: { desk: ['desks'] },
  timeline: 'rows',
  physical: false,
  right: 'release',
  audit: true,
  words: { en: 'Stopped waiting for a silent desk', es: 'Ya no se espera al mostrador sin contacto' },
  record: (header, { desks }) => [{ kind: 'releaseQuiet', desks, at: header.at }],
});
