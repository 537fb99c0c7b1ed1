// The first things to scan: cards that may borrow and items that are in, each showing something. Known from the plan, without making the library.

import type { Role } from '../../shared/circ/rights.ts';
import { demoBarcode, demoCard, replacedCard } from './demo-codes.ts';
import { MODELS } from './demo-equipment.ts';
import { CAST_ROLES, CLEAN_CAST } from './demo-patrons.ts';
import { demoPlan, firstOfModels, GENERAL_CAST, SHELVED_COPIES, SHELVED_READINGS, type DemoSize } from './demo-plan.ts';

/** A card or barcode with the case that it shows. */
export type ShowcaseEntry = { readonly code: string; readonly shows: string };

/** A member of the demo staff. PINs are fixed, since the library is thrown away. */
export type DemoStaff = { readonly staff: string; readonly pin: string; readonly role: Role };

/** One for each role. Roles that may override have six digits. */
export const DEMO_STAFF: readonly DemoStaff[] = [
  { staff: 'sam', pin: '2468', role: 'student' },
  { staff: 'dana', pin: '246802', role: 'desk' },
  { staff: 'noor', pin: '135791', role: 'night-lead' },
  { staff: 'rivera', pin: '864208', role: 'supervisor' },
  { staff: 'admin', pin: '975310', role: 'administrator' },
];

/** Cards of patrons who may borrow. */
export function showcaseCards(): ShowcaseEntry[] {
  const shows = new Map<number, string>([
    [CAST_ROLES.holdReady, 'a hold is ready'],
    [CAST_ROLES.sameName[0], 'shares a name with the next'],
    [CAST_ROLES.sameName[1], 'shares a name with the one before'],
    [CAST_ROLES.chosenName, 'goes by a chosen name'],
    [CAST_ROLES.accents, 'a name with marks, a message'],
  ]);
  return CLEAN_CAST.map((index) => ({ code: demoCard(index), shows: shows.get(index) ?? 'may borrow' }));
}

/** Cards that stop at something. */
export function showcaseStops(): ShowcaseEntry[] {
  const stops: readonly (readonly [number, string])[] = [
    [CAST_ROLES.expired, 'expired'],
    [CAST_ROLES.blocked, 'blocked by staff'],
    [CAST_ROLES.billed, 'owes a replacement bill'],
    [CAST_ROLES.atLimit, 'has ten of ten items out'],
    [CAST_ROLES.overdue, 'two items overdue'],
    [CAST_ROLES.inactive, 'account not active'],
    [CAST_ROLES.barred, 'barred'],
  ];
  const replaced = { code: replacedCard(CAST_ROLES.oldCard), shows: 'a card that was replaced' };
  return [...stops.map(([index, shows]) => ({ code: demoCard(index), shows })), replaced];
}

/** Barcodes of items that are in, the telling ones first. */
export function showcaseItems(size: DemoSize): ShowcaseEntry[] {
  const plan = demoPlan(size);
  const firsts = firstOfModels(plan);
  const model = (kind: string, copy: number): ShowcaseEntry[] =>
    MODELS.flatMap(({ kind: other, title }, index) =>
      other === kind && copy < SHELVED_COPIES ? [{ code: demoBarcode((firsts[index] ?? 0) + copy), shows: title }] : [],
    );
  const reading = (step: number): ShowcaseEntry => ({
    code: demoBarcode(plan.readings + step),
    shows: 'a course reading, four hours',
  });
  const book = (step: number, shows = 'a book'): ShowcaseEntry => ({ code: demoBarcode(plan.general + step), shows });
  return [
    book(0),
    ...model('laptop', 0),
    reading(0),
    ...model('camera', 0),
    book(GENERAL_CAST.looseBinding, 'a book with a message'),
    book(GENERAL_CAST.discsToCount, 'a book with a disc to count'),
    ...['calculator', 'headphones', 'key', 'recorder', 'projector', 'tablet'].flatMap((kind) => model(kind, 0)),
    ...model('laptop', 1),
    ...model('camera', 1),
    ...Array.from({ length: SHELVED_READINGS - 1 }, (_, step) => reading(step + 1)),
    ...Array.from({ length: 9 }, (_, step) => book(step + 1)),
  ];
}
