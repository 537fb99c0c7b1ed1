// The history of a patron's account, as far as the desk still has it: a tab of the patron's record, for those who edit
// accounts.

import { z } from 'zod';
import { ACT_WORDS } from '../acts/act-words.ts';
import type { Words } from '../core/language.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { ActIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { barcodeColumn, columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';

/** Where an act was done, as a desk sees it. */
export const PlaceSchema = z.enum(['here', 'another-desk', 'server', 'import']);

export const PatronActRowSchema = z.object({
  commandId: ActIdSchema,
  at: InstantSchema,
  name: z.string(),
  title: z.string().nullable(),
  barcode: z.string().nullable(),
  /** The proxy or the sponsor in it; null = none. */
  other: z.object({ is: z.enum(['proxy', 'sponsor']), name: z.string() }).nullable(),
  /** The written reason, or that of an override; null where there is none, or at another desk. */
  reason: z.string().nullable(),
  /** The person at this desk; null where it was another desk, or the server. */
  by: z.string().nullable(),
  place: PlaceSchema,
  /** Not confirmed by the server yet. */
  pending: z.boolean(),
});
export type PatronActRow = z.infer<typeof PatronActRowSchema>;

export const PLACE_WORDS = {
  here: { en: 'This desk', es: 'Este mostrador' },
  'another-desk': { en: 'Another desk', es: 'Otro mostrador' },
  server: { en: 'Holdfast', es: 'Holdfast' },
  import: { en: 'The library system', es: 'El sistema bibliotecario' },
} as const;

const { column, moment } = columnsOf<PatronActRow>();

/** The newest on top. */
export const patronHistory = defineList({
  name: 'patron-history',
  words: { en: 'History', es: 'Historial' },
  empty: { en: 'Nothing known at this desk.', es: 'Este mostrador no tiene nada registrado.' },
  of: 'patron',
  right: 'edit-patrons',
  row: PatronActRowSchema,
  rowKey: ({ commandId }) => commandId,
  columns: [
    moment('at', { en: 'When', es: 'Cuándo' }, ({ at }) => at),
    column('text', 'act', { en: 'What', es: 'Qué' }, (row) => ({ words: whatOf(row) })),
    column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    barcodeColumn,
    column('text', 'reason', { en: 'Why', es: 'Motivo' }, ({ reason }) => reason),
    column('text', 'by', { en: 'Who', es: 'Quién' }, ({ by, place }) => by ?? { words: PLACE_WORDS[place] }),
  ],
  order: (a, b) => b.at - a.at || (a.commandId < b.commandId ? 1 : -1),
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

/** The act, with the proxy who took the loan, or the sponsor for whom it was taken. */
function whatOf({ name, other }: PatronActRow): Words {
  const words = nameOfCode(ACT_WORDS, name);
  if (other === null) return words;
  if (name !== 'checkout') return { en: `${words.en} · ${other.name}`, es: `${words.es} · ${other.name}` };
  return other.is === 'proxy'
    ? { en: `${words.en} · by proxy ${other.name}`, es: `${words.es} · lo pidió ${other.name}` }
    : { en: `${words.en} · for ${other.name}`, es: `${words.es} · para ${other.name}` };
}
