// `setMark`: a person marks a copy: missing, damaged, to be inspected, in repair, in process, withdrawn. Several marks may stand at once.

import { z } from 'zod';
import { ItemIdSchema } from '../../core/ids.ts';
import { ItemMarkSchema } from '../../core/item-mark.ts';
import { toldDecision } from '../../circ/told.ts';
import { CirculationAnswerSchema } from '../../views/circulation.ts';
import { CodeSchema } from '../../core/code-text.ts';
import { defineAct } from '../define-act.ts';

/** The longest note on a mark. */
const NOTE_LENGTH = 500;

/** A mark with a person's note: a page is torn, it stood on another shelf. */
export const markArgs = z.object({
  itemId: ItemIdSchema,
  /** As scanned. */
  barcode: z.string(),
  mark: ItemMarkSchema,
  note: z.string(),
});

export const markInput = z.object({
  barcode: CodeSchema,
  mark: ItemMarkSchema,
  note: z.string().trim().max(NOTE_LENGTH).optional(),
});

export const setMark = defineAct({
  name: 'setMark',
  args: markArgs,
  told: z.object(toldDecision),
  method: { name: 'item.setMark', input: markInput, output: CirculationAnswerSchema },
  names: { item: ['itemId'], barcode: ['barcode'] },
  timeline: 'item',
  right: 'edit-items',
  undo: 'item',
  audit: true,
  words: { en: 'Copy marked', es: 'Ejemplar marcado' },
  keywords: {
    en: ['mark missing', 'damaged', 'inspect', 'in repair', 'in process', 'withdraw'],
    es: ['marcar extraviado', 'dañado', 'inspeccionar', 'en reparación', 'en proceso', 'dar de baja', 'dar de baja'],
  },
  record: (header, { itemId, mark }) => [{ kind: 'act', act: { kind: 'setMark', ...header, itemId, mark } }],
});
