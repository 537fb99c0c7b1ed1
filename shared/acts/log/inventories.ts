// Inventories: `startInventory` names a range of a shelf that several people read, at any desk of the branch and over days; `endInventory` ends it,
// with the findings so far.

import { z } from 'zod';
import { entryOfAct } from '../../circ/model/log-entry.ts';
import { toldDecision } from '../../circ/told.ts';
import { ActIdSchema, BranchIdSchema, LocationIdSchema } from '../../core/ids.ts';
import { defineAct } from '../define-act.ts';

const name = z.string().trim().min(1).max(80);
const end = z.string().trim().min(1).max(128).nullable();
const count = z.int().min(0);
const keywords = {
  en: ['inventory', 'shelf reading', 'stocktaking', 'range'],
  es: ['inventario', 'lectura de estantes', 'recuento', 'rango'],
};

/** Figures of an inventory as it ended. */
export const InventoryCountsSchema = z.object({ expected: count, seen: count, misplaced: count, notHere: count });

/** The figures that an inventory ended with; noughts where it goes on, or they cannot be read. */
export function countsAtEnd(ended: { readonly note: string } | null): z.infer<typeof InventoryCountsSchema> {
  return InventoryCountsSchema.catch({ expected: 0, seen: 0, misplaced: 0, notHere: 0 }).parse(
    JSON.parse(ended?.note ?? '{}'),
  );
}

export const startInventory = defineAct({
  name: 'startInventory',
  args: z.object({
    branch: BranchIdSchema,
    name,
    location: LocationIdSchema.nullable(),
    /** Call numbers; null = from the beginning of the location, or to its end. */
    from: end,
    to: end,
  }),
  told: z.object(toldDecision),
  method: {
    name: 'inventory.start',
    input: z.object({ name, location: LocationIdSchema.nullable(), from: end, to: end }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { branch: ['branch'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Inventory started', es: 'Inventario iniciado' },
  keywords,
  record: (header, { branch, ...what }) => [
    {
      kind: 'writeLog',
      entry: entryOfAct(header.id),
      write: { do: 'put', branch, what: { kind: 'inventory', ...what } },
      header,
    },
  ],
});

export const endInventory = defineAct({
  name: 'endInventory',
  args: z.object({ inventory: ActIdSchema, counts: InventoryCountsSchema }),
  told: z.object(toldDecision),
  method: {
    name: 'inventory.end',
    input: z.object({ inventory: ActIdSchema }),
    output: z.object({ commandId: ActIdSchema }),
  },
  names: { act: ['inventory'] },
  timeline: 'rows',
  right: null,
  words: { en: 'Inventory finished', es: 'Inventario terminado' },
  keywords,
  record: (header, { inventory, counts }) => [
    { kind: 'writeLog', entry: entryOfAct(inventory), write: { do: 'end', note: JSON.stringify(counts) }, header },
  ],
});
