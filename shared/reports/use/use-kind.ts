// Acts of use as they are counted: all fields for breakdowns of reports, and nothing of the borrower or the copy. Kept when the acts themselves
// have lost their people, so nothing here may identify one patron or one copy.

import { z } from 'zod';

/** Acts of use: loans, renewals, and uses in the house without a loan. */
export const USE_ACTS = ['checkout', 'renew', 'in-house'] as const;
export type UseAct = (typeof USE_ACTS)[number];

/** An act as use, with its count; null for one that is no use. Purged arguments leave one. */
export function asUse({ name, inHouse, count }: UseFacts): Use | null {
  switch (name) {
    case 'checkout':
    case 'renew':
      return { act: name, times: 1 };
    case 'checkin':
      return inHouse ? { act: 'in-house', times: 1 } : null;
    case 'recordUse':
      return { act: 'in-house', times: count ?? 1 };
    default:
      return null;
  }
}

type UseFacts = { readonly name: string; readonly inHouse: boolean; readonly count: number | null };
export type Use = { readonly act: UseAct; readonly times: number };

export const UseWhoSchema = z.object({
  act: z.enum(USE_ACTS),
  /** The channel: `desk`, `server` for acts that it does by itself, or the name of another source. */
  channel: z.string(),
  /** The branch where it was done. */
  branch: z.string().nullable(),
  /** Role of the person who did it. */
  role: z.string().nullable(),
  /** The patron's group, by its name. */
  group: z.string().nullable(),
  /** Where the patron belongs: the branch that is their home. */
  college: z.string().nullable(),
});
/** The act, and the people by role and group. */
export type UseWho = z.infer<typeof UseWhoSchema>;

export const UseWhatSchema = z.object({
  itemType: z.string().nullable(),
  location: z.string().nullable(),
  /** Class of the call number. */
  callClass: z.string().nullable(),
  /** The copy has a serial number. */
  serial: z.boolean(),
  /** It was lent by the hour. */
  hourly: z.boolean(),
  /** The copy stands on reserve, or is another library's, by its status on the shelf. */
  shelf: z.enum(['reserves', 'ill']).nullable(),
});
/** The item, by kind. */
export type UseWhat = z.infer<typeof UseWhatSchema>;

/** The kind of an act of use. */
export type UseKind = UseWho & UseWhat;

/**
 * The state of an act: it counts, was undone, was the second scan of a loan, changed nothing since no loan stood that it could renew, or was
 * made in practice.
 */
export const USE_STATES = ['counted', 'undone', 'duplicate', 'no-effect', 'practice'] as const;
export type UseState = (typeof USE_STATES)[number];

/** The count of acts of one kind and state. */
export type UseCount = { readonly kind: UseKind; readonly state: UseState; readonly count: number };

/** So many acts that count, at an hour of the week: 0 is Monday from midnight. */
export type UseHour = { readonly weekHour: number; readonly count: number };

/** The channel of acts in practice. */
export const PRACTICE = 'practice';
