// `clearMark`: a person takes a mark off a copy: it was found, it is mended, it goes back to its shelf.

import { z } from 'zod';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { defineAct } from '../define-act.ts';
import { markArgs, markInput } from './set-mark.ts';

export const clearMark = defineAct({
  name: 'clearMark',
  args: markArgs,
  told: z.object(toldDecision),
  method: { name: 'item.clearMark', input: markInput, output: CirculationAnswerSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Mark cleared', es: 'Marca retirada' },
  keywords: { en: ['found', 'mended', 'clear a mark'], es: ['encontrado', 'reparado', 'quitar una marca'] },
  // The note, which may say where a missing one was found, is free text: it stays in the arguments. [I19]
  record: (header, { itemId, mark }) => [{ kind: 'act', act: { kind: 'clearMark', ...header, itemId, mark } }],
});
