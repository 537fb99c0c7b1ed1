// Messages to the next shift: `leaveMessage`, `seeMessage` by each person who reads it, `endMessage` when it is done with.

import { z } from 'zod';
import { entryOfAct } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

const text = z.string().trim().min(1).max(1_000);
const output = z.object({ commandId: ActIdSchema });
const keywords = {
  en: ['message', 'next shift', 'note', 'log'],
  es: ['mensaje', 'próximo turno', 'nota', 'bitácora'],
};

export const leaveMessage = defineAct({
  name: 'leaveMessage',
  args: z.object({ branch: BranchIdSchema, text }),
  told: z.object(toldDecision),
  method: { name: 'message.leave', input: z.object({ text }), output },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Message left', es: 'Mensaje dejado' },
  keywords,
  record: (header, { branch, text: said }) => [
    {
      kind: 'writeLog',
      entry: entryOfAct(header.id),
      write: { do: 'put', branch, what: { kind: 'message', text: said } },
      header,
    },
  ],
});

export const seeMessage = defineAct({
  name: 'seeMessage',
  args: z.object({ message: ActIdSchema }),
  told: z.object(toldDecision),
  method: { name: 'message.see', input: z.object({ message: ActIdSchema }), output },
  names: { act: ['message'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Message read', es: 'Mensaje leído' },
  keywords,
  record: (header, { message }) => [{ kind: 'writeLog', entry: entryOfAct(message), write: { do: 'see' }, header }],
});

export const endMessage = defineAct({
  name: 'endMessage',
  args: z.object({ message: ActIdSchema }),
  told: z.object(toldDecision),
  method: { name: 'message.end', input: z.object({ message: ActIdSchema }), output },
  names: { act: ['message'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Message ended', es: 'Mensaje cerrado' },
  keywords,
  record: (header, { message }) => [
    { kind: 'writeLog', entry: entryOfAct(message), write: { do: 'end', note: '' }, header },
  ],
});
