// `startDrill`: has a desk cut its own line for some minutes, as an outage would, and report how it went.

import { z } from 'zod';
import { drillEntryId } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema, DeskIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

const minutes = z.int().min(1).max(120);

export const startDrill = defineAct({
  name: 'startDrill',
  args: z.object({ branch: BranchIdSchema, desk: DeskIdSchema, minutes }),
  told: z.object(toldDecision),
  method: {
    name: 'desk.startDrill',
    input: z.object({ desk: DeskIdSchema, minutes }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { branch: ['branch'], desk: ['desk'] },
  timeline: 'rows',
  right: 'sign-outage',
  audit: true,
  words: { en: 'Outage drill started', es: 'Simulacro de corte iniciado' },
  keywords: {
    en: ['drill', 'readiness', 'outage drill', 'test the offline desk'],
    es: ['simulacro', 'preparación', 'prueba sin línea'],
  },
  record: (header, { branch, desk, minutes: length }) => [
    {
      kind: 'writeLog',
      entry: drillEntryId(desk),
      write: { do: 'put', branch, what: { kind: 'drill', desk, minutes: length } },
      header,
    },
  ],
});
