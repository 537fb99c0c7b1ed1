// What an audit needs of an act, read off it as it was recorded. Purged arguments leave what is read from them out.

import { z } from 'zod';
import { ActIdSchema, ItemIdSchema, type ActId, type ItemId, type StaffId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import { MinorUnitsSchema } from '../../core/money.ts';
import type { AuditedAct } from './audit-document.ts';

/** An act as it was recorded, with its time and the name of its desk. */
export type StoredAct = {
  readonly id: ActId;
  readonly name: string;
  readonly at: Instant;
  readonly desk: string;
  readonly staffId: StaffId | null;
  readonly overrides: readonly string[];
  readonly authoriserId: StaffId | null;
  readonly overrideReason: string | null;
  readonly grant: unknown;
  readonly phone: unknown;
  readonly args: unknown;
};

/** What acts name by ids, to be looked up by whoever has the rows. */
export type AuditNames = {
  /** Of a copy; null for one that is not known. */
  readonly barcodeOf: (item: ItemId) => string | null;
  /** The name of an act that was undone; null for one that is not known. */
  readonly actOf: (act: ActId) => string | null;
};

const CommandSchema = z.object({
  barcode: z.string().nullish().catch(null),
  itemId: ItemIdSchema.nullish().catch(null),
  commandId: ActIdSchema.nullish().catch(null),
  fields: z.record(z.string(), z.unknown()).nullish().catch(null),
  charge: z.string().nullish().catch(null),
  amountMinor: MinorUnitsSchema.nullish().catch(null),
  reason: z.string().nullish().catch(null),
  note: z.string().nullish().catch(null),
});

/** The act. */
export function auditedAct(act: StoredAct, names: AuditNames): AuditedAct {
  const { id, at, desk, staffId, name, overrides, authoriserId, overrideReason, grant, phone } = act;
  const { barcode, fields, charge = null, amountMinor = null, reason, note } = readCommand(act);
  const { item, act: target } = idsNamed(act);
  return {
    id,
    at,
    desk,
    staffId,
    name,
    codes: overrides,
    authoriserId,
    isOnNightGrant: grant !== null,
    isByPhone: phone !== null,
    item: barcode ?? (item === null ? null : names.barcodeOf(item)),
    undone: target === null ? null : names.actOf(target),
    fields: Object.keys(fields ?? {}),
    charge,
    amountMinor,
    reason: [overrideReason, reason, note].find((text) => text !== undefined && text !== null && text !== '') ?? null,
  };
}

/** Ids that an act names. */
export function idsNamed(act: StoredAct): { readonly item: ItemId | null; readonly act: ActId | null } {
  const { itemId = null, commandId = null } = readCommand(act);
  return { item: itemId, act: commandId };
}

function readCommand({ args }: StoredAct): Partial<z.infer<typeof CommandSchema>> {
  return CommandSchema.safeParse(args ?? {}).data ?? {};
}
