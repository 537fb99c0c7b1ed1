// `readGate`: the reading of a gate's counter at a moment. The difference to the reading before is the count. `takeBackReading`: it was no
// reading of that moment after all; one that is entered for the same moment later stands again.

import { z } from 'zod';
import { gateEntryId } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { InstantSchema } from '../../core/instant.ts';
import { LINE_LETTERS } from '../../core/log-lists.ts';
import { IsoInstantSchema } from '../../views/session.ts';
import { defineAct } from '../define-act.ts';

const MOST_ON_A_COUNTER = 1_000_000_000;
const gate = z.string().trim().min(1).max(LINE_LETTERS);
const reading = z.int().min(0).max(MOST_ON_A_COUNTER);

export const readGate = defineAct({
  name: 'readGate',
  args: z.object({ branch: BranchIdSchema, gate, readAt: InstantSchema, reading, isReset: z.boolean() }),
  told: z.object(toldDecision),
  method: {
    name: 'log.readGate',
    input: z.object({
      gate,
      readAt: IsoInstantSchema.nullable().default(null),
      reading,
      isReset: z.boolean().default(false),
    }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Gate read', es: 'Contador leído' },
  keywords: { en: ['gate count', 'door count', 'visitors'], es: ['contador de entrada', 'visitas', 'puerta'] },
  record: (header, { branch, gate: name, ...read }) => [
    {
      kind: 'writeLog',
      entry: gateEntryId(branch, name, read.readAt),
      write: { do: 'put', branch, what: { kind: 'gate', gate: name, ...read, count: null } },
      header,
    },
  ],
});

export const takeBackReading = defineAct({
  name: 'takeBackReading',
  args: z.object({ branch: BranchIdSchema, gate, readAt: InstantSchema }),
  told: z.object(toldDecision),
  method: {
    name: 'log.takeBackReading',
    input: z.object({ gate, readAt: IsoInstantSchema }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Gate reading taken back', es: 'Lectura de entrada retirada' },
  keywords: { en: ['gate count', 'wrong reading'], es: ['contador de entrada', 'lectura errónea'] },
  record: (header, { branch, gate: name, readAt }) => [
    { kind: 'writeLog', entry: gateEntryId(branch, name, readAt), write: { do: 'end', note: '' }, header },
  ],
});
