// Patrons as cases of checkouts and renewals write them: a name that stands for one without reasons against them, or those reasons.

import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { BLAMELESS, type PatronStanding, type Penalty } from '../../../shared/rules/judge/patron-standing.ts';
import { standingPenalty } from '../../../shared/rules/judge/standing-penalties.ts';
import type { VectorCase } from '../vector-case.ts';
import { MoneyForm, readMoney } from '../vector-money.ts';
import { MomentForm } from '../vector-time.ts';

const ActForm = z.enum(['CIRC', 'FULFILL', 'HOLD', 'CAPTURE', 'RENEW']);
const PenaltyForm = z.union([
  z.string(),
  z.strictObject({
    name: z.string(),
    /** Where it was set, as seen from the desk: at the lending library or above it; anywhere else it stops nothing here. */
    at: z.string().optional(),
    blocks: z.array(ActForm).optional(),
  }),
]);

export const PatronForm = z.union([
  z.string(),
  z.strictObject({
    id: z.string().optional(),
    category: z.string().optional(),
    branch: z.string().optional(),
    active: z.boolean().optional(),
    expired: z.boolean().optional(),
    expires: MomentForm.nullable().optional(),
    barred: z.boolean().optional(),
    restricted: z.boolean().optional(),
    restricted_until: MomentForm.nullable().optional(),
    /** A block set by hand, or computed by the system. */
    blocked: z.union([z.boolean(), z.enum(['manual', 'automatic', 'automated'])]).optional(),
    penalties: z.array(PenaltyForm).optional(),
    overdues: z.int().min(0).optional(),
    has_overdues: z.boolean().optional(),
    owes: MoneyForm.optional(),
    other_charges: MoneyForm.optional(),
    guarantees_owe: MoneyForm.optional(),
    guarantors_owe: MoneyForm.optional(),
    gone_no_address: z.boolean().optional(),
    card_lost: z.boolean().optional(),
    statistics: z.boolean().optional(),
    other_library: z.boolean().optional(),
    proxy_invalid: z.boolean().optional(),
    age: z.number().min(0).optional(),
  }),
]);
export type PatronForm = z.infer<typeof PatronForm>;
type Told = Exclude<PatronForm, string>;

/** Facts of the patron given beside the patron, each key as there with `patron_` before it. */
export const BesidePatronForm = {
  patron_expired: z.boolean().optional(),
  patron_expires: MomentForm.nullable().optional(),
  patron_restricted: z.boolean().optional(),
  patron_restricted_until: MomentForm.nullable().optional(),
  patron_overdues: z.int().min(0).optional(),
  patron_has_overdues: z.boolean().optional(),
  patron_owes: MoneyForm.optional(),
  patron_guarantees_owe: MoneyForm.optional(),
  patron_guarantors_owe: MoneyForm.optional(),
  patron_age: z.number().min(0).optional(),
};
type BesidePatron = z.infer<z.ZodObject<typeof BesidePatronForm>>;

/** All statements of a case on the patron; those written beside win. */
export function patronWith(patron: PatronForm | null | undefined, beside: BesidePatron): PatronForm | null | undefined {
  const told: Told = {
    ...(beside.patron_expired === undefined ? {} : { expired: beside.patron_expired }),
    ...(beside.patron_expires === undefined ? {} : { expires: beside.patron_expires }),
    ...(beside.patron_restricted === undefined ? {} : { restricted: beside.patron_restricted }),
    ...(beside.patron_restricted_until === undefined ? {} : { restricted_until: beside.patron_restricted_until }),
    ...(beside.patron_overdues === undefined ? {} : { overdues: beside.patron_overdues }),
    ...(beside.patron_has_overdues === undefined ? {} : { has_overdues: beside.patron_has_overdues }),
    ...(beside.patron_owes === undefined ? {} : { owes: beside.patron_owes }),
    ...(beside.patron_guarantees_owe === undefined ? {} : { guarantees_owe: beside.patron_guarantees_owe }),
    ...(beside.patron_guarantors_owe === undefined ? {} : { guarantors_owe: beside.patron_guarantors_owe }),
    ...(beside.patron_age === undefined ? {} : { age: beside.patron_age }),
  };
  // A missing patron stays missing, even with other keys.
  if (patron === null || Object.keys(told).length === 0) return patron;
  return typeof patron === 'string' ? { id: patron, ...told } : { ...patron, ...told };
}

/** Koha writes a restriction without an end as one until this day. */
const NO_END = '9999-12-31';

/** The obstacles of a patron. */
export function readPatron(
  { time, clock, system }: Pick<VectorCase, 'time' | 'clock' | 'system'>,
  form: PatronForm | undefined,
): PatronStanding {
  if (form === undefined || typeof form === 'string') return BLAMELESS;
  const money = (amount: MoneyForm | undefined) => (amount === undefined ? 0 : readMoney(amount));
  const now = clock === undefined ? null : time.instant(clock);
  const expires = typeof form.expires === 'string' ? time.instant(form.expires) : null;
  // In FOLIO an account is good until its last moment, and at that moment too.
  const hasExpired = expires !== null && now !== null && (system === 'folio' ? expires < now : expires <= now);
  return {
    ...BLAMELESS,
    isExpired: form.expired ?? hasExpired,
    isActive: form.active ?? true,
    isBarred: form.barred ?? false,
    restriction: restrictionOf({ time, now }, form),
    penalties: (form.penalties ?? []).map(readPenalty),
    lacksAddress: form.gone_no_address ?? false,
    hasLostCard: form.card_lost ?? false,
    isForStatistics: form.statistics ?? false,
    isOfOtherLibrary: form.other_library ?? false,
    isInvalidProxy: form.proxy_invalid ?? false,
    overdues: form.overdues ?? (form.has_overdues === true ? 1 : 0),
    owedMinor: money(form.owes),
    otherOwedMinor: money(form.other_charges),
    guaranteesOweMinor: money(form.guarantees_owe),
    guarantorsOweMinor: money(form.guarantors_owe),
  };
}

/** A restriction until a day that has passed is none; without a clock every one still runs. */
function restrictionOf(
  { time, now }: { readonly time: VectorCase['time']; readonly now: number | null },
  { restricted, restricted_until: until, blocked }: Exclude<PatronForm, string>,
): PatronStanding['restriction'] {
  const label = blocked === 'automatic' || blocked === 'automated' ? 'automatic' : 'manual';
  if (typeof until === 'string' && restricted !== false) {
    if (until.startsWith(NO_END)) return { until: null, label };
    const end = time.instant(until);
    return now === null || end > now ? { until: end, label } : null;
  }
  const isBlocked = restricted === true || (blocked !== undefined && blocked !== false);
  return isBlocked ? { until: null, label } : null;
}

/** Whether a penalty that was set at a place reaches the lending library: only at the library itself and above it. */
const REACHES: ReadonlyMap<string, boolean> = new Map(
  [
    ['library', 'lending library', 'circulating library', 'here', true],
    ['parent', 'ancestor', 'system', 'lending system', 'parent system', 'parent library', true],
    ['consortium', 'top', 'everywhere', true],
    ['elsewhere', 'other library', 'another library', 'sibling library', 'other system', 'another system', false],
  ].flatMap((places) => places.slice(0, -1).map((place) => [String(place), places.at(-1) === true] as const)),
);

function readPenalty(form: z.infer<typeof PenaltyForm>): Penalty {
  const { name, at, blocks } = typeof form === 'string' ? { name: form, at: undefined, blocks: undefined } : form;
  const stops = blocks ?? standingPenalty(name)?.blocks;
  if (stops === undefined)
    throw new HoldfastError('HF-CLI-014', { why: `nothing says what the penalty ${name} stops` });
  const reaches = at === undefined ? true : REACHES.get(at.replaceAll(/[_-]/g, ' '));
  if (reaches === undefined) {
    throw new HoldfastError('HF-CLI-014', {
      why: `nothing says whether a penalty at ${at} reaches the lending library`,
    });
  }
  return { name, blocks: reaches ? stops : [] };
}
