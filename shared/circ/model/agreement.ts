// Agreements that patrons sign before they borrow equipment of a kind: on paper, which is recorded, or on the screen, with their name. A sponsor may
// sign for them. Each is named by the act that recorded it, so that two desks at once record two, and each counts by its own time. One that was
// recorded wrongly is taken back; that is a line of its own, since it may arrive before the agreement.

import { z } from 'zod';
import { ActIdSchema, PatronIdSchema, type ActId, type PatronId } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';
import { AGREEMENT_LIMITS } from '../../core/terms-limits.ts';
import { YearlyDaySchema } from '../../rules/model/calendar.ts';

/** How long an agreement lasts. `ends`: the last days of terms, each year; it lasts until the next of them. */
export const AgreementLastsSchema = z.union([
  z.object({ days: z.int().min(AGREEMENT_LIMITS.days.least).max(AGREEMENT_LIMITS.days.most) }),
  z.object({ ends: z.array(YearlyDaySchema).min(1).max(AGREEMENT_LIMITS.ends) }),
]);
export type AgreementLasts = z.infer<typeof AgreementLastsSchema>;

/** The agreement that a kind of equipment requires. */
export const AgreementTermsSchema = z.object({
  /** Text of the agreement, as the patron reads it. Absent: the paper says it. */
  text: z.string().min(1).max(AGREEMENT_LIMITS.letters).optional(),
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
  /** The patron who signed for this one, and answers for it; absent: they signed themselves. */
  sponsor: PatronIdSchema.optional(),
  /** Sign-in name of the person who recorded it. */
  by: z.string(),
});
export type Agreement = z.infer<typeof AgreementSchema>;

/** An agreement that was taken back: from then on it does not hold. */
export const AgreementEndSchema = z.object({
  /** The act that recorded the agreement. */
  of: ActIdSchema,
  /** The act that took it back. */
  act: ActIdSchema,
  at: InstantSchema,
  /** Sign-in name. */
  by: z.string(),
});
export type AgreementEnd = z.infer<typeof AgreementEndSchema>;

type Signed = {
  readonly agreements?: readonly Agreement[] | undefined;
  readonly agreementEnds?: readonly AgreementEnd[] | undefined;
};

/** Agreement or end of one, as one act writes it. */
export type AgreementWrite = { readonly agreement: Agreement } | { readonly end: AgreementEnd };

/** The account after an act on agreements. */
export const withAgreementWrite = <P extends Signed>(patron: P, write: AgreementWrite): P =>
  'end' in write ? withAgreementEnd(patron, write.end) : withAgreement(patron, write.agreement);

/** The account with one more agreement; one that it has already changes nothing. In the order of their ids, so that it does not matter which came first. */
export function withAgreement<P extends Signed>(patron: P, agreement: Agreement): P {
  return { ...patron, agreements: joinedAgreements(patron, { agreements: [agreement] }) };
}

/** The account with an agreement taken back. Of two times the earlier counts, in either order of arrival. */
function withAgreementEnd<P extends Signed>(patron: P, end: AgreementEnd): P {
  return { ...patron, agreementEnds: joinedEnds(patron, { agreementEnds: [end] }) };
}

/** The ends of two accounts that became one. */
export function joinedEnds(one: Signed, other: Signed): AgreementEnd[] {
  const all = [...(one.agreementEnds ?? []), ...(other.agreementEnds ?? [])];
  return [...Map.groupBy(all, ({ of }) => of).values()]
    .flatMap((own) => own.toSorted((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1)).slice(0, 1))
    .toSorted((a, b) => (a.of < b.of ? -1 : 1));
}

/** How an agreement of an account was taken back; null = it was not. */
export function endOf({ agreementEnds = [] }: Signed, id: ActId): AgreementEnd | null {
  return agreementEnds.find(({ of }) => of === id) ?? null;
}

/** Agreements of two accounts that became one. */
export function joinedAgreements(one: Signed, other: Signed): Agreement[] {
  const all = [...(one.agreements ?? []), ...(other.agreements ?? [])];
  const byId = new Map(all.map((agreement) => [agreement.id, agreement]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The account with its sponsors by the ids that they have now. One who proves to be the patron signed for themselves. */
export function withSponsors<P extends Signed & { readonly id: string }>(
  patron: P,
  now: (id: PatronId) => PatronId,
): P {
  if (patron.agreements === undefined) return patron;
  const agreements = patron.agreements.map(({ sponsor, ...one }): Agreement => {
    const known = sponsor === undefined ? undefined : now(sponsor);
    return known === undefined || known === patron.id ? one : { ...one, sponsor: known };
  });
  return { ...patron, agreements };
}

/** Whether an agreement of an account holds at a moment. */
export function isInForce(signed: Signed, { id, at, until }: Agreement, moment: Instant): boolean {
  const end = endOf(signed, id);
  return at <= moment && (until === null || until > moment) && (end === null || end.at > moment);
}

/** Whether a patron has a kind's agreement in force at a moment. */
export function hasAgreed(signed: Signed, kind: string, moment: Instant): boolean {
  return (signed.agreements ?? []).some((one) => one.kind === kind && isInForce(signed, one, moment));
}

/** The agreement of a patron for a loan at its time: `since` = none then, and an agreement afterwards that was not taken back. */
export type LoanSignature = 'agreed' | 'since' | 'none';

/** Whether the account has an agreement for a loan of a kind. The order of arrival does not matter. [I24] */
export function signatureFor(signed: Signed, kind: string, lentAt: Instant): LoanSignature {
  if (hasAgreed(signed, kind, lentAt)) return 'agreed';
  const isSince = (one: Agreement): boolean => one.kind === kind && one.at >= lentAt && endOf(signed, one.id) === null;
  return (signed.agreements ?? []).some(isSince) ? 'since' : 'none';
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
