// `releaseQuiet`: a supervisor lets loans age and notices go although these desks are silent.

import { z } from 'zod';
import { DeskIdSchema } from '../../core/ids.ts';
import { toldDecision } from '../../circ/told.ts';
import { defineAct } from '../define-act.ts';

export const releaseQuiet = defineAct({
  name: 'releaseQuiet',
  args: z.object({ desks: z.array(DeskIdSchema).min(1) }),
  told: z.object(toldDecision),
  // Recorded by the same call as `releaseHeld`, which sorts what it is given.
  method: null,
  names: { desk: ['desks'] },
  timeline: 'rows',
  physical: false,
  right: 'release',
  audit: true,
  words: { en: 'Silent desk not waited for', es: 'Mostrador callado que ya no se espera' },
  record: (header, { desks }) => [{ kind: 'releaseQuiet', desks, at: header.at }],
});
