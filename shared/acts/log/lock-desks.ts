// `lockDesks`: locks and blanks the screens of every desk of the branch that it reaches, at once. No work is lost.

import { z } from 'zod';
import { lockEntryId } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

export const lockDesks = defineAct({
  name: 'lockDesks',
  args: z.object({ branch: BranchIdSchema }),
  told: z.object(toldDecision),
  method: { name: 'branch.lockDesks', input: z.object({}), output: z.object({ commandId: ActIdSchema }) },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  audit: true,
  words: { en: 'All desks locked', es: 'Todos los mostradores bloqueados' },
  action: 'lockAll',
  keywords: {
    en: ['lock all', 'blank screens', 'panic', 'emergency', 'evacuate'],
    es: ['bloquear todo', 'pantallas en blanco', 'emergencia', 'evacuar'],
  },
  record: (header, { branch }) => [
    {
      kind: 'writeLog',
      entry: lockEntryId(branch),
      write: { do: 'put', branch, what: { kind: 'lock' } },
      header,
    },
  ],
});
