// Lists of a branch: `editLogList` sets one, `tickStep` marks a step of opening or closing as done, or not done after all. The later one stands.

import { z } from 'zod';
import { listEntryId, LogListSchema, stepEntryId } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { CHECKLISTS, LINE_LETTERS, MOST_LINES } from '../../core/log-lists.ts';
import { defineAct } from '../define-act.ts';

const LineSchema = z.string().trim().min(1).max(LINE_LETTERS);
const DaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const output = z.object({ commandId: ActIdSchema });

export const editLogList = defineAct({
  name: 'editLogList',
  args: z.object({ branch: BranchIdSchema, list: LogListSchema, lines: z.array(LineSchema).max(MOST_LINES) }),
  told: z.object(toldDecision),
  method: {
    name: 'log.editList',
    input: z.object({ list: LogListSchema, lines: z.array(LineSchema).max(MOST_LINES) }),
    output,
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: 'edit-rules',
  audit: true,
  words: { en: 'List of the branch edited', es: 'Lista de la sede editada' },
  keywords: {
    en: ['opening checklist', 'closing checklist', 'gates', 'subjects'],
    es: ['lista de apertura', 'lista de cierre', 'puertas', 'temas'],
  },
  record: (header, { branch, list, lines }) => [
    {
      kind: 'writeLog',
      entry: listEntryId(branch, list),
      write: { do: 'put', branch, what: { kind: 'list', list, lines } },
      header,
    },
  ],
});

export const tickStep = defineAct({
  name: 'tickStep',
  args: z.object({
    branch: BranchIdSchema,
    day: DaySchema,
    list: z.enum(CHECKLISTS),
    step: LineSchema,
    isDone: z.boolean(),
  }),
  told: z.object(toldDecision),
  method: {
    name: 'log.tick',
    input: z.object({ list: z.enum(CHECKLISTS), step: LineSchema, isDone: z.boolean() }),
    output,
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Checklist step', es: 'Paso de la lista' },
  keywords: { en: ['opening checklist', 'closing checklist', 'tick'], es: ['lista de apertura', 'lista de cierre'] },
  record: (header, { branch, day, list, step, isDone }) => [
    {
      kind: 'writeLog',
      entry: stepEntryId(branch, { day, list, step }),
      write: { do: 'put', branch, what: { kind: 'step', day, list, step, isDone } },
      header,
    },
  ],
});
