// What cards and barcodes of this library look like, learned from its own: a code that nobody knows is then told apart by its shape.

import type { ReplicaReader } from '../../db/replica/open-replica.ts';

/** Shapes of each kind. */
export type CodeShapes = { readonly cards: ReadonlySet<string>; readonly barcodes: ReadonlySet<string> };

const sample = 400;

/** Looks at some hundred cards and barcodes. */
export function learnShapes(db: ReplicaReader): CodeShapes {
  const codes = (sql: string) => db.all<{ code: string }>(sql, sample).map(({ code }) => shapeOf(code));
  return {
    cards: new Set(codes("SELECT form AS code FROM patron_handle WHERE kind = 'card' LIMIT ?")),
    barcodes: new Set(codes('SELECT barcode AS code FROM item WHERE barcode IS NOT NULL LIMIT ?')),
  };
}

/** Whether a code has the shape of cards alone, of barcodes alone, of both, or (null) of neither. */
export function tellApart(shapes: CodeShapes, code: string): 'card' | 'barcode' | 'either' | null {
  const shape = shapeOf(code);
  const isCard = shapes.cards.has(shape);
  const isBarcode = shapes.barcodes.has(shape);
  if (isCard && isBarcode) return 'either';
  if (isCard) return 'card';
  return isBarcode ? 'barcode' : null;
}

/** Letters and the first digit as they are, other digits as 0: `CONC4100053` → `CONC4000000`. */
function shapeOf(code: string): string {
  let digits = 0;
  return code.toUpperCase().replace(/\d/g, (digit) => {
    digits += 1;
    return digits === 1 ? digit : '0';
  });
}
