// Equipment as a library lends it: kinds, each of one or more item types, with the terms of every unit of a kind. It is a setting of the library.

import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Millis } from '../../core/instant.ts';
import { EQUIPMENT_LIMITS, KIND_LIMITS, type NumberLimits } from '../../core/terms-limits.ts';
import { AgreementTermsSchema } from './agreement.ts';
import type { Item } from './item.ts';

const within = ({ least, most }: NumberLimits) => z.int().min(least).max(most).optional();
const { nameLetters, equipment: counts } = KIND_LIMITS;

export const EquipmentKindSchema = z.object({
  /** Names it in bookings for ever: a short code. */
  id: z.string().min(1).max(counts.codeLetters),
  /** As people call it. */
  name: z.string().min(1).max(nameLetters),
  /** Item types whose items are its units. */
  types: z.array(z.string().min(1)).min(1).max(counts.types),
  /** Units that one patron may have out at a time. Absent: as many as the loan rules say. */
  quantity: within(EQUIPMENT_LIMITS.quantity),
  /** Minutes after a return before the same patron may have one again. Absent: none. */
  cooldownMinutes: within(EQUIPMENT_LIMITS.cooldownMinutes),
  /** Minutes that a unit needs between two patrons. Absent: none. */
  turnaroundMinutes: within(EQUIPMENT_LIMITS.turnaroundMinutes),
  /** Minutes after its start when an unclaimed booking ends. Absent: 30. */
  graceMinutes: within(EQUIPMENT_LIMITS.graceMinutes),
  /**
   * A unit that comes back is received at once and inspected later: until then it is not lent. Absent: no inspection.
   */
  inspects: z.literal(true).optional(),
  /** The agreement that a patron signs before they borrow one. Absent: none. */
  agreement: AgreementTermsSchema.optional(),
  /** The longest booking. Absent: 72 hours. */
  mostHours: within(EQUIPMENT_LIMITS.mostHours),
  /** How far ahead a booking may begin. Absent: 90 days. */
  daysAhead: within(EQUIPMENT_LIMITS.daysAhead),
  /** Bookings of one patron that may stand at a time. Absent: no limit. */
  bookings: within(EQUIPMENT_LIMITS.bookings),
});
export type EquipmentKind = z.infer<typeof EquipmentKindSchema>;

/** The kinds of a library: no item type is of two. */
export const EquipmentSchema = z
  .array(EquipmentKindSchema)
  .max(counts.kinds)
  .refine(
    (kinds) => isDistinct(kinds.map(({ id }) => id)) && isDistinct(kinds.flatMap(({ types }) => types)),
    'each code and each item type stands once',
  );

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/** The kind that an item is a unit of; null = none. */
export function kindOf(kinds: readonly EquipmentKind[], { kind }: Pick<Item, 'kind'>): EquipmentKind | null {
  return kind === null ? null : (kinds.find(({ types }) => types.includes(kind)) ?? null);
}

/** Time that a unit needs between two patrons. */
export const turnaroundMs = ({ turnaroundMinutes = 0 }: Pick<EquipmentKind, 'turnaroundMinutes'>): Millis =>
  turnaroundMinutes * MINUTE_MS;

/** How long a booking waits for its patron. */
export const graceMs = ({
  graceMinutes = EQUIPMENT_LIMITS.graceMinutes.usual,
}: Pick<EquipmentKind, 'graceMinutes'>): Millis => graceMinutes * MINUTE_MS;

/** The longest booking of a kind. */
export const longestMs = ({ mostHours = EQUIPMENT_LIMITS.mostHours.usual }: Pick<EquipmentKind, 'mostHours'>): Millis =>
  mostHours * HOUR_MS;

/** How far ahead a booking of a kind may begin. */
export const aheadMs = ({ daysAhead = EQUIPMENT_LIMITS.daysAhead.usual }: Pick<EquipmentKind, 'daysAhead'>): Millis =>
  daysAhead * DAY_MS;

/** How long before its start a booking may be picked up. */
export const EARLY_PICKUP_MS: Millis = 30 * MINUTE_MS;

const GONE: ReadonlySet<string> = new Set(['missing', 'discarded', 'lost', 'bindery', 'damaged', 'on-order']);

/** Whether bookings may count on an item: it is there, or comes back, and is not to be repaired first. */
export function isUnit({ state }: Pick<Item, 'state'>): boolean {
  return !GONE.has(state.status);
}
