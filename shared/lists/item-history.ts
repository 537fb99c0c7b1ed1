// The history of a copy, as far as the desk still has it: scans, marks, missing parts, claims, and notes on its
// condition. A tab of the record of an item.

import { z } from 'zod';
import { ACT_WORDS } from '../acts/act-words.ts';
import { ITEM_STATUS_WORDS } from '../core/codes/item-status.ts';
import { nameOfCode } from '../core/codes/names.ts';
import { ActIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { say, type Saying } from '../core/say.ts';
import { columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';
import { PLACE_WORDS, PlaceSchema } from './patron-history.ts';

export const ItemActRowSchema = z.object({
  commandId: ActIdSchema,
  at: InstantSchema,
  name: z.string(),
  /** The mark that was set or cleared; null = none. */
  mark: z.string().nullable(),
  /** Parts that were missing, came back, or were counted. */
  parts: z.array(z.string()),
  /** The shelf that was read as it was seen; null = not known. */
  shelf: z.string().nullable(),
  /** Condition, note, or where it was as it came in; null where there is none, or where it was written at another desk and the server does not send it. */
  written: z.string().nullable(),
  /** Names of photos of the condition; empty as `written` is null. */
  photos: z.array(z.string()),
  /** The person at this desk, or person and desk from the server; null where it was another desk, or the server. */
  by: z.string().nullable(),
  place: PlaceSchema,
});
export type ItemActRow = z.infer<typeof ItemActRowSchema>;

const { column, moment } = columnsOf<ItemActRow>();

const PHOTOS: Words = { en: 'photos: {names}', es: 'fotos: {names}' };
const WHERE: Words = { en: 'where: {place}', es: 'dónde: {place}' };

/** A check-in has no other text than the place: it is no find by itself, as the item may not have been missing. */
function writtenText({ name, written }: ItemActRow, saying: Saying): string | null {
  return name !== 'checkin' || written === null ? written : say(saying, WHERE, { place: written });
}

/** The newest on top. */
export const itemHistory = defineList({
  name: 'item-history',
  words: { en: 'History', es: 'Historial' },
  empty: { en: 'Nothing known at this desk.', es: 'Este mostrador no tiene nada registrado.' },
  of: 'item',
  row: ItemActRowSchema,
  rowKey: ({ commandId }) => commandId,
  columns: [
    moment('at', { en: 'When', es: 'Cuándo' }, ({ at }) => at),
    column('text', 'act', { en: 'What', es: 'Qué' }, ({ name }) => ({ words: nameOfCode(ACT_WORDS, name) })),
    column('text', 'details', { en: 'Details', es: 'Detalles' }, (row, { saying }) =>
      [
        row.mark === null ? '' : (ITEM_STATUS_WORDS[row.mark]?.[saying.language] ?? row.mark),
        row.parts.join(', '),
        row.shelf,
        writtenText(row, saying),
        row.photos.length === 0 ? '' : say(saying, PHOTOS, { names: row.photos.join(', ') }),
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    column('text', 'by', { en: 'Who', es: 'Quién' }, ({ by, place }) => by ?? { words: PLACE_WORDS[place] }),
  ],
  order: (a, b) => b.at - a.at || (a.commandId < b.commandId ? 1 : -1),
  opens: () => null,
});
