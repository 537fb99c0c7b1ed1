// The kinds of patrons and items in use. Asked while scans go on, so kinds of many fields come from a sample that is spread over the whole table, and item types
// from their index.

import { PIECES_BEGIN } from '../../../shared/circ/model/uncataloged.ts';
import {
  ItemKindSchema,
  PatronKindSchema,
  type ItemKind,
  type PatronKind,
} from '../../../shared/wire/practice-library.ts';
import type { Replica } from '../open-replica.ts';

/** Rows that are looked at: about 20 ms. */
const sample = 2_000;
const mostKinds = 40;

/** Kinds of patrons, the most frequent first. Nothing of any one patron is among it. */
export function patronKinds(db: Replica): PatronKind[] {
  return kindsOf(db, 'patron', ['group', 'groupName', 'home']).flatMap((fields) => {
    const parsed = PatronKindSchema.safeParse(fields);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Kinds of items, the most frequent first. Pieces without a barcode of their own are left out: they are lent by number. */
export function itemKinds(db: Replica): ItemKind[] {
  const fields = Object.keys(ItemKindSchema.shape);
  return kindsOf(db, 'item', fields, `WHERE barcode NOT GLOB '${PIECES_BEGIN}*'`).flatMap((found) => {
    const parsed = ItemKindSchema.safeParse(found);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Every item type in use, also one of a single copy. One step in the index leads to the next type, however many copies have the same. */
export function itemTypes(db: Replica): string[] {
  const found = db.all<{ type: string }>(
    `WITH RECURSIVE used(type) AS (
       SELECT MIN(item_type) FROM item WHERE item_type > ''
       UNION ALL SELECT (SELECT MIN(item_type) FROM item WHERE item_type > used.type) FROM used WHERE used.type IS NOT NULL)
     SELECT type FROM used WHERE type IS NOT NULL`,
  );
  return found.map(({ type }) => type);
}

/** The different values of some fields together. Names of tables and fields are constants of the program. */
function kindsOf(db: Replica, table: 'patron' | 'item', fields: readonly string[], only = ''): unknown[] {
  const pairs = fields.map((field) => `'${field}', json_extract(row, '$.${field}')`).join(', ');
  const flags = db.all<{ fields: string }>(
    `WITH RECURSIVE step(size) AS (SELECT MAX(1, (SELECT COALESCE(MAX(n), 0) FROM ${table}) / ?)),
       place(n) AS (SELECT 1 UNION ALL SELECT n + size FROM place, step WHERE n + size <= (SELECT MAX(n) FROM ${table}))
     SELECT json_object(${pairs}) AS fields, COUNT(*) AS many FROM place CROSS JOIN ${table} USING (n) ${only}
     GROUP BY 1 ORDER BY many DESC, fields LIMIT ?`,
    sample,
    mostKinds,
  );
  return flags.map(({ fields: text }) => parseFlags(JSON.parse(text)));
}

/** SQLite has no truth values: those of the row come out as 1 and 0. */
const truths: ReadonlySet<string> = new Set(['circulates', 'holdable', 'reference']);

function parseFlags(found: unknown): unknown {
  if (typeof found !== 'object' || found === null) return found;
  return Object.fromEntries(
    Object.entries(found).map(([name, value]: [string, unknown]) => [name, truths.has(name) ? value === 1 : value]),
  );
}
