// `closeBranch`: a branch, and all below it, is closed for an unplanned window: storm, burst pipe. Due dates and waits on the shelf that lie in it
// move as the policy of each loan moves dates on closed time, and no fine counts it.

import { z } from 'zod';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { toldDecision, toldRules } from '../../circ/told.ts';
import { CloseBranchInputSchema } from '../../views/closing.ts';
import { defineAct } from '../define-act.ts';

export const closeBranch = defineAct({
  name: 'closeBranch',
  args: z.object({
    /** The one that was named, and all below it. */
    branches: z.array(BranchIdSchema).min(1),
    from: InstantSchema,
    /** Not included. */
    to: InstantSchema,
    /** Written by the person who closed. */
    reason: z.string(),
  }),
  told: z.object({ ...toldDecision, ...toldRules }),
  method: {
    name: 'branch.close',
    input: CloseBranchInputSchema,
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { branch: ['branches'] },
  timeline: 'rows',
  // A closed door is no act on an object: without the right there is nothing to make up later.
  physical: false,
  right: 'close-branch',
  audit: true,
  words: { en: 'Branch closed', es: 'Sede cerrada' },
  keywords: {
    en: ['close early', 'emergency closing', 'snow day', 'storm', 'weather'],
    es: ['cerrar antes', 'cierre de emergencia', 'tormenta', 'clima'],
  },
  record: (header, window) => [{ kind: 'closeBranch', window, header }],
});
