// Agreements that patrons sign before they borrow equipment of a kind: on paper, which is recorded, or on the screen, with their name. Each is named by
// the act that recorded it, so that two desks at once record two, and each counts by its own time.

import { z } from 'zod';
import { ActIdSchema } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { YearlyDaySchema } from '../../rules/model/calendar.ts';

/** How long an agreement lasts. `ends`: the last days of terms, each year; it lasts until the next of them. */
export const AgreementLastsSchema = z.union([
  z.object({ days: z.int().min(1).max(3650) }),
  z.object({ ends: z.array(YearlyDaySchema).min(1).max(12) }),
]);
export type AgreementLasts = z.infer<typeof AgreementLastsSchema>;

/** What a kind of equipment asks to be signed. */
export const AgreementTermsSchema = z.object({
  /** What is agreed to, as the patron reads it. Absent: the paper says it. */
  text: z.string().min(1).max(2000).optional(),
  /** Absent: for good. */
  lasts: AgreementLastsSchema.optional(),
});
export type AgreementTerms = z.infer<typeof AgreementTermsSchema>;

export const AgreementSchema = z.object({
  /** The act. */
  id: ActIdSchema,
  /** Code of the kind of equipment. */
  kind: z.string(),
  at: InstantSchema,
  /** Null: for good. */
  until: InstantSchema.nullable(),
  how: z.enum(['paper', 'screen']),
  /** As typed on the screen; null = signed on paper. */
  name: z.string().nullable(),
  /** Sign-in name of the person who recorded it. */
  by: z.string(),
});
export type Agreement = z.infer<typeof AgreementSchema>;

type Signed = { readonly agreements?: readonly Agreement[] | undefined };

/** The account with one more agreement; one that it has already changes nothing. In the order of their ids, so that it does not matter which came first. */
export function withAgreement<P extends Signed>(patron: P, agreement: Agreement): P {
  return { ...patron, agreements: joinedAgreements(patron, { agreements: [agreement] }) };
}

/** Agreements of two accounts that became one. */
export function joinedAgreements(one: Signed, other: Signed): Agreement[] {
  const all = [...(one.agreements ?? []), ...(other.agreements ?? [])];
  const byId = new Map(all.map((agreement) => [agreement.id, agreement]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether an agreement holds at a moment. */
export function isInForce({ at, until }: Agreement, moment: Instant): boolean {
  return at <= moment && (until === null || until > moment);
}

/** Whether a patron has agreed to what a kind asks at a moment. */
export function hasAgreed({ agreements = [] }: Signed, kind: string, moment: Instant): boolean {
  return agreements.some((one) => one.kind === kind && isInForce(one, moment));
}

/** The last local day of an agreement that is signed on a day; null = it lasts for good. */
export function lastDayOf({ lasts }: AgreementTerms, day: string): string | null {
  if (lasts === undefined) return null;
  if ('days' in lasts) {
    const last = new Date(`${day}T00:00:00Z`);
    last.setUTCDate(last.getUTCDate() + lasts.days);
    return last.toISOString().slice(0, 10);
  }
  const year = Number(day.slice(0, 4));
  const ends = [year, year + 1].flatMap((one) => lasts.ends.map((end) => `${one}-${end}`)).toSorted();
  return ends.find((end) => end >= day) ?? null;
}
