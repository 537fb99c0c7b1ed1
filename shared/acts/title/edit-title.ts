// `editTitle`: fields of a title are written. Each counts by its effective time, so that two desks may edit one title.

import { z } from 'zod';
import { TitleIdSchema } from '../../core/ids.ts';
import { TitleFieldsSchema } from '../../circ/model/title-fields.ts';
import { toldDecision } from '../../circ/told.ts';
import { EditTitleInputSchema, TitleWrittenSchema } from '../../views/title-form.ts';
import { defineAct } from '../define-act.ts';

export const editTitle = defineAct({
  name: 'editTitle',
  args: z.object({
    titleId: TitleIdSchema,
    /** Of a copy, where the catalog does not have the title: by it the title is known once the catalog has it. */
    barcode: z.string().nullable(),
    fields: TitleFieldsSchema,
  }),
  told: z.object(toldDecision),
  method: { name: 'title.edit', input: EditTitleInputSchema, output: TitleWrittenSchema },
  names: { title: ['titleId'] },
  timeline: 'rows',
  right: 'edit-items',
  audit: true,
  words: { en: 'Title edited', es: 'Título editado' },
  keywords: {
    en: ['correct a title', 'author', 'ISBN', 'year', 'typo', 'misspelled'],
    es: ['corregir un título', 'autor', 'ISBN', 'año', 'errata', 'mal escrito'],
  },
  record: (header, { titleId, fields }) => [{ kind: 'writeTitle', titleId, fields, header }],
});
