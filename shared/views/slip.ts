// Slips and their printer, as the screen shows them.

import { z } from 'zod';
import { CodeSchema } from '../core/code-text.ts';
import { ActIdSchema, HoldIdSchema } from '../core/ids.ts';
import { IsoInstantSchema } from './session.ts';

/** Where slips go. A network printer takes raw bytes at its port; a device is one that this computer has, by the name that the desk lists. */
export const PrinterTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('network'),
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+)$/),
    port: z.int().min(1).max(65_535),
  }),
  z.object({ kind: z.literal('device'), name: z.string().min(1).max(255) }),
]);
export type PrinterTarget = z.infer<typeof PrinterTargetSchema>;

export const PrinterSettingsSchema = z.object({
  target: PrinterTargetSchema,
  /** Characters on a line: 32 on narrow paper, 42 or 48 on wide. */
  width: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  codePage: z.enum(['pc850', 'wpc1252']),
  cuts: z.boolean(),
  /** How a slip names its patron. */
  patronOnSlip: z.enum(['nothing', 'last-four', 'name']),
  /** Whether the slip of an item for the hold shelf or another branch prints by itself. */
  printsRouting: z.boolean().default(true),
  /** Whether a cash drawer hangs on the printer, which opens it when cash comes or goes. */
  opensDrawer: z.boolean().default(false),
});
export type PrinterSettings = z.infer<typeof PrinterSettingsSchema>;

const SlipKindSchema = z.enum(['due', 'payment', 'hold', 'transit', 'route', 'return', 'refusal', 'test']);

/** A slip that was made and is not on paper yet. */
export const WaitingSlipSchema = z.object({
  number: z.int(),
  kind: SlipKindSchema,
  at: IsoInstantSchema,
  /** Whether the desk still tries by itself; else a person has to ask for printing. */
  isTried: z.boolean(),
});

export const PrinterViewSchema = z.object({
  settings: PrinterSettingsSchema,
  /** Devices that this computer has. */
  devices: z.array(z.string()),
  waiting: z.array(WaitingSlipSchema),
  /** The printer's last problem, in words; null when the last slip was taken. */
  problem: z.string().nullable(),
  /** The slip that was printed last and can be printed again. */
  last: z.object({ number: z.int(), kind: SlipKindSchema }).nullable(),
  /** Whether the person signed in may set the printer up. */
  maySet: z.boolean(),
});
export type PrinterView = z.infer<typeof PrinterViewSchema>;

/** The subject of a slip: acts of this desk, a slip that was made before, or nothing but the printer. */
export const SlipOfSchema = z.union([
  z.object({ acts: z.array(ActIdSchema).min(1).max(200) }),
  z.object({ number: z.int().min(1) }),
  // Receipt of a return; and the reasons of a refusal.
  z.object({ returned: z.array(ActIdSchema).min(1).max(200) }),
  z.object({ refusal: z.object({ patron: CodeSchema, item: CodeSchema }) }),
  // The copy that stands for a hold.
  z.object({ hold: HoldIdSchema }),
  z.object({ test: z.literal(true) }),
]);
export type SlipOf = z.infer<typeof SlipOfSchema>;

/** A slip as it is printed. */
export const SlipViewSchema = z.object({
  kind: SlipKindSchema,
  width: z.int(),
  rows: z.array(z.object({ text: z.string(), look: z.enum(['plain', 'strong', 'large']) })),
});
export type SlipView = z.infer<typeof SlipViewSchema>;

/** `page`: no printer is set up, so the page prints it itself. */
export const PrintedSlipSchema = z.object({
  slip: SlipViewSchema,
  outcome: z.enum(['printed', 'waiting', 'page']),
});
