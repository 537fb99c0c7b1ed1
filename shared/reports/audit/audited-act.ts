// Facts of an act for an audit, read off it as it was recorded. Facts from purged arguments are left out.

import { argsLeft, type ReadAct } from '../../acts/read-act.ts';
import type { ActId, ItemId, PatronId, TitleId } from '../../core/ids.ts';
import type { Instant } from '../../core/instant.ts';
import type { AuditedAct } from './audit-document.ts';

/** An act as it was recorded, with its time and the name of its desk. */
export type StoredAct = ReadAct & {
  readonly at: Instant;
  readonly desk: string;
  /** Facts beside the act about a proxy; absent = its arguments say. */
  readonly isByProxy?: boolean;
};

/** Names for the ids in acts, looked up where the rows are. */
export type AuditNames = {
  /** Of a copy; null for one that is not known. */
  readonly barcodeOf: (item: ItemId) => string | null;
  /** The words of a title; null for one that is not known. */
  readonly titleOf: (title: TitleId) => string | null;
  /** The name of an act that was undone; null for one that is not known. */
  readonly actOf: (act: ActId) => string | null;
  /** The account that an account of an act is today: it may have been joined with another since. */
  readonly accountOf: (account: PatronId) => PatronId;
};

/** The act. */
export function auditedAct(act: StoredAct, names: AuditNames): AuditedAct {
  const { id, at, desk, staffId, name, overrides, authoriserId, overrideReason, grant, phone } = act;
  const { barcode, fields, charge = null, amountMinor = null, reason, note, carriedBy } = argsLeft(act);
  const { item, title, act: target, linked } = idsNamed(act);
  const named = item === null ? (title === null ? null : names.titleOf(title)) : names.barcodeOf(item);
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
    isByProxy: act.isByProxy ?? carriedBy !== undefined,
    linked: linked === null ? null : { sponsor: names.accountOf(linked.sponsor), proxy: names.accountOf(linked.proxy) },
    item: barcode ?? named,
    undone: target === null ? null : names.actOf(target),
    fields: Object.keys(fields ?? {}),
    charge,
    amountMinor,
    reason: [overrideReason, reason, note].find((text) => text !== undefined && text !== null && text !== '') ?? null,
  };
}

/** Ids that an act names. */
export function idsNamed(act: StoredAct): {
  readonly item: ItemId | null;
  readonly title: TitleId | null;
  readonly act: ActId | null;
  readonly linked: AuditedAct['linked'];
} {
  const { itemId = null, titleId = null, commandId = null, patronId = null, carriedBy, proxyId } = argsLeft(act);
  const proxy = carriedBy ?? proxyId;
  const linked = patronId === null || proxy === undefined ? null : { sponsor: patronId, proxy };
  return { item: itemId, title: titleId, act: commandId, linked };
}
