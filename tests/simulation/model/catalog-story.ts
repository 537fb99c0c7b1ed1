// Edits of copies and titles by staff: of two writes of a field the later by its time stands. A description in place of
// the catalog no longer counts once the catalog has the copy. sync.md 4a

import { z } from 'zod';
import { bySaid, isAllKnown, type Said } from './said.ts';

const FieldsSchema = z.record(z.string(), z.unknown());
const EditSchema = z.object({ itemId: z.string(), fields: FieldsSchema });
const RecordSchema = EditSchema.extend({ titleId: z.string(), title: z.string(), author: z.string().nullable() });
const PartsSchema = z.object({ itemId: z.string(), condition: z.string(), photos: z.array(z.string()).optional() });
const TitleSchema = z.object({ titleId: z.string(), fields: FieldsSchema });

export type CatalogNames = {
  readonly itemOf: (id: string) => string;
  readonly titleOf: (id: string) => string;
  /** The title of a copy that is there. A record describes it, whichever title the desk knew: a library that was put back may have given it another. */
  readonly titleOfCopy: (id: string) => string | undefined;
  /** Items and titles that the library's data have. */
  readonly isListed: (id: string) => boolean;
};

type Fields = Map<string, unknown>;

const WRITTEN = [
  'addItem',
  'completeItem',
  'receiveBorrowed',
  'returnBorrowed',
  'editItem',
  'editTitle',
  'reportParts',
] as const;
const SentBackSchema = z.object({ itemId: z.string() });

/** The fields of each item and title that staff edited. Null: acts were purged. */
export function plainCatalog(
  said: readonly Said[],
  { itemOf, titleOf, titleOfCopy, isListed }: CatalogNames,
): { readonly items: ReadonlyMap<string, Fields>; readonly titles: ReadonlyMap<string, Fields> } | null {
  if (!isAllKnown(said, WRITTEN)) return null;
  const items = new Map<string, Fields>();
  const titles = new Map<string, Fields>();
  const write = (rows: Map<string, Fields>, id: string, fields: object) => {
    const own = rows.get(id) ?? new Map<string, unknown>();
    // Photos are of one condition.
    if ('condition' in fields && own.has('conditionPhotos')) own.set('conditionPhotos', null);
    for (const [field, value] of Object.entries(fields)) own.set(field, value);
    rows.set(id, own);
  };
  for (const { name, args } of said.toSorted(bySaid)) {
    if (name === 'editItem') {
      const { itemId, fields } = EditSchema.parse(args);
      write(items, itemOf(itemId), fields);
    } else if (name === 'reportParts') {
      const { itemId, condition, photos } = PartsSchema.parse(args);
      const named = photos === undefined ? {} : { conditionPhotos: photos };
      if (condition !== '') write(items, itemOf(itemId), { condition, ...named });
    } else if (name === 'editTitle') {
      const { titleId, fields } = TitleSchema.parse(args);
      write(titles, titleOf(titleId), fields);
    } else if (name === 'returnBorrowed') {
      write(items, itemOf(SentBackSchema.parse(args).itemId), { borrowed: null });
    } else if (name === 'addItem' || name === 'completeItem' || name === 'receiveBorrowed') {
      const { itemId, titleId, title, author, fields } = RecordSchema.parse(args);
      const [item, described] = [itemOf(itemId), titleOfCopy(itemOf(itemId)) ?? titleOf(titleId)];
      if (!isListed(item)) write(items, item, fields);
      if (!isListed(described)) write(titles, described, { title, author });
    }
  }
  return { items, titles };
}
