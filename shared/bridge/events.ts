// The events that a desk sends to its pages, part of the contract.

import { z } from 'zod';
import { DeviceSettingsSchema } from '../views/devices.ts';
import { SessionViewSchema } from '../views/session.ts';
import { ShiftViewSchema } from '../views/shift.ts';
import { PrinterViewSchema } from '../views/slip.ts';
import { SyncStatusSchema } from '../views/sync.ts';
/** Events from the desk. Data changes carry keys, so that stores fetch again the data that they show. */
export const EVENTS = {
  'desk.changed': z.object({
    patrons: z.array(z.string()),
    items: z.array(z.string()),
    titles: z.array(z.string()),
    exceptions: z.boolean(),
    acts: z.boolean(),
    /** Something in the log of the branch. */
    log: z.boolean().optional(),
    /** The settings of the library: keys, names, questions at the desk. */
    library: z.boolean().optional(),
  }),
  'link.changed': SyncStatusSchema,
  'session.changed': SessionViewSchema.nullable(),
  // All desks of the branch were locked: the page hides all work.
  'desk.blanked': z.object({}),
  // The desk switched to practice mode or back: every page shows data of the other mode.
  'practice.changed': z.object({ isOn: z.boolean() }),
  'devices.changed': DeviceSettingsSchema,
  // Slips that wait for the printer.
  'printer.changed': PrinterViewSchema,
  // The shift that is open; null when none is.
  'shift.changed': ShiftViewSchema.nullable(),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<E extends EventName> = z.output<(typeof EVENTS)[E]>;
