// The shapes of this library's cards and barcodes, learned from its own: the kind of an unknown code is found by its shape, and by the check digit
// that all codes of its shape carry.

import { isCode39Valid, isLuhnValid } from '../../shared/core/check-digits.ts';
import type { ReplicaReader } from '../../db/replica/open-replica.ts';

/** Shapes of each kind, and the checks that every code of a shape passed. */
export type CodeShapes = {
  readonly cards: ReadonlySet<string>;
  readonly barcodes: ReadonlySet<string>;
  readonly checks: ReadonlyMap<string, CheckName>;
  /** Shapes with enough known codes to be sure that they carry no check digit. */
  readonly unchecked: ReadonlySet<string>;
};

const CHECKS = { luhn: isLuhnValid, code39: isCode39Valid } as const;
type CheckName = keyof typeof CHECKS;

const sample = 400;
/** By chance one code in ten passes one of the checks, and one in forty the other: a dozen that all do carry it. */
const enoughToTell = 12;

/** Looks at some hundred cards and barcodes. */
export function learnShapes(db: ReplicaReader): CodeShapes {
  const codes = (sql: string) => db.all<{ code: string }>(sql, sample).map(({ code }) => code);
  const cards = codes("SELECT form AS code FROM patron_handle WHERE kind = 'card' LIMIT ?");
  const barcodes = codes('SELECT barcode AS code FROM item WHERE barcode IS NOT NULL LIMIT ?');
  return {
    cards: new Set(cards.map(shapeOf)),
    barcodes: new Set(barcodes.map(shapeOf)),
    ...learnChecks([...cards, ...barcodes]),
  };
}

function learnChecks(codes: readonly string[]): Pick<CodeShapes, 'checks' | 'unchecked'> {
  const checks = new Map<string, CheckName>();
  const unchecked = new Set<string>();
  // The sign that checks a label is part of no shape: it may be a letter on one and a digit on the next.
  for (const [shape, alike] of Map.groupBy(codes, checkedShape)) {
    const name = (['luhn', 'code39'] as const).find((check) => alike.every(CHECKS[check]));
    if (alike.length < enoughToTell) continue;
    if (name === undefined) unchecked.add(shape);
    else checks.set(shape, name);
  }
  return { checks, unchecked };
}

/** Whether a code looks misread, as far as this library's own codes tell: null where they tell nothing. */
export function failsCheck({ checks, unchecked }: CodeShapes, code: string): boolean | null {
  const shape = checkedShape(code);
  const check = checks.get(shape);
  if (check !== undefined) return !CHECKS[check](code);
  return unchecked.has(shape) ? false : null;
}

const checkedShape = (code: string): string => `${shapeOf(code.slice(0, -1))}.`;

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
