// Acts learned from a loan in another library system: acts that were made there, at their time there, and no echo of messages from here.

import { MINUTE_MS, type Instant } from '../core/instant.ts';
import type { ZoneClock } from '../rules/calendar/zone-clock.ts';
import { isSameDue } from './ending.ts';

/** A loan as it stands there. Times are of that system's clock. */
export type LoanThere = {
  readonly outAt: Instant;
  readonly dueAt: Instant;
  readonly renewals: number;
  /** The last renewal; null = none, or not known. */
  readonly renewedAt: Instant | null;
  /** When it ended; null = it goes on. */
  readonly inAt: Instant | null;
  /** Its last change; null = not known. A return that is told late may be stated for an earlier time. */
  readonly changedAt: Instant | null;
};

/** A loan as it stood there when it was last looked at. */
export type LoanSeen = Pick<LoanThere, 'dueAt' | 'renewals'> & {
  readonly isIn: boolean;
  /** When that was, by the server's clock. */
  readonly seenAt: Instant;
};

/** A message about the copy that the system took. */
export type OwnTold = {
  readonly kind: 'checkout' | 'checkin' | 'renew';
  /** It is about a loan of this patron: a check-in ended one here. */
  readonly isOfPatron: boolean;
  /** When it happened at the desk; of a check-in, when the copy came back. */
  readonly at: Instant;
  /** When it was handed over last, and when that had ended. */
  readonly askedAt: Instant;
  readonly toldAt: Instant;
  /** The loan that it began there; null = not known. */
  readonly loan: string | null;
};

/** A loan that its patron has here. */
export type LoanHere = {
  readonly outAt: Instant;
  readonly dueAt: Instant;
  /** It is another loan there, or one with a message to that system. */
  readonly isAnother: boolean;
};

export type LearnFacts = {
  /** Its id there. */
  readonly id: string;
  /** Null: it was not looked at before. */
  readonly before: LoanSeen | null;
  readonly told: readonly OwnTold[];
  /** The loan of the copy that its patron has here; null = none. */
  readonly here: LoanHere | null;
  readonly now: Instant;
};

/** An act to record here. */
export type Lesson =
  | { readonly act: 'checkout' | 'renew'; readonly at: Instant; readonly dueAt: Instant }
  | { readonly act: 'checkin'; readonly at: Instant };

export type Learned = {
  readonly lessons: readonly Lesson[];
  /** Staff there moved the date: a person has to know. Null = they did not. */
  readonly movedTo: Instant | null;
  readonly seen: LoanSeen;
  /** It is the loan that the patron has here, which an import brought. */
  readonly isHere: boolean;
};

/** How far two clocks may be apart. */
export const APART_MS = 5 * MINUTE_MS;

/** Acts to record of a loan. The same loan a second time gives nothing. */
export function learnLoan(there: LoanThere, facts: LearnFacts, clock: Pick<ZoneClock, 'toLocal'>): Learned {
  const { before, told, here, now } = facts;
  const own = before === null ? (told.find((one) => begins(one, there, facts.id)) ?? null) : null;
  const isHere = before === null && own === null && here !== null && isSameLoan(there, here);
  const since = before?.seenAt ?? own?.toldAt ?? null;
  const returns = there.inAt === null ? [] : told.filter((one) => ended(one, there, { own, since }));
  // A loan that an import brought may be closed here by the return that ended it there.
  const isEndedHere = since === null && returns.some(({ isOfPatron }) => isOfPatron);
  const isNew = before === null && own === null && !isHere && !isEndedHere;
  const lessons: Lesson[] = isNew ? [{ act: 'checkout', at: there.outAt, dueAt: there.dueAt }] : [];
  const dates = isNew ? NO_CHANGE : datesSince(there, { ...facts, own, since }, clock);
  if (dates.renewedAt !== null) lessons.push({ act: 'renew', at: dates.renewedAt, dueAt: there.dueAt });
  if (there.inAt !== null && before?.isIn !== true && returns.length === 0)
    lessons.push({ act: 'checkin', at: there.inAt });
  const seen = { dueAt: there.dueAt, renewals: there.renewals, isIn: there.inAt !== null, seenAt: now };
  return { lessons, movedTo: dates.movedTo, seen, isHere };
}

/** Whether the loan there is the one here: both began within a minute, or no other is the one here and both were out at once. */
function isSameLoan({ outAt, inAt }: LoanThere, here: LoanHere): boolean {
  if (Math.abs(outAt - here.outAt) < MINUTE_MS) return true;
  return !here.isAnother && (inAt === null || here.outAt < inAt);
}

/** Whether a message began this loan. */
function begins({ kind, isOfPatron, loan, ...times }: OwnTold, { outAt }: LoanThere, id: string): boolean {
  if (kind !== 'checkout') return false;
  return loan === null ? isOfPatron && isAbout(times, outAt) : loan === id;
}

/** Whether a change there may be the effect of a message: at the time of the desk where that is kept, else when it was sent. */
function isAbout({ at, askedAt, toldAt }: Pick<OwnTold, 'at' | 'askedAt' | 'toldAt'>, there: Instant): boolean {
  if (Math.abs(there - at) < MINUTE_MS) return true;
  return there >= askedAt - APART_MS && there <= toldAt + APART_MS;
}

type Dates = { readonly renewedAt: Instant | null; readonly movedTo: Instant | null };
const NO_CHANGE: Dates = { renewedAt: null, movedTo: null };
type Since = LearnFacts & { readonly own: OwnTold | null; readonly since: Instant | null };

/** How its date changed there since it was looked at, besides changes by messages from here. */
function datesSince(there: LoanThere, { before, own, told, here, since, now }: Since, clock: Clock): Dates {
  const isLater = (than: Instant): boolean => there.dueAt > than && !isSameDue(there.dueAt, than, clock);
  if (since === null) {
    // It is here by an import. Messages about it since have their own exceptions.
    const isRenewed = told.length === 0 && here !== null && isLater(here.dueAt);
    return isRenewed ? { renewedAt: there.renewedAt ?? now, movedTo: null } : NO_CHANGE;
  }
  const ours = told.filter(({ kind, toldAt }) => kind === 'renew' && toldAt > since).length;
  const renewals = there.renewals - (before?.renewals ?? 0) - ours;
  // The time of the last renewal may be that of ours.
  if (renewals > 0) return { renewedAt: ours > 0 ? now : (there.renewedAt ?? now), movedTo: null };
  const isMoved = own === null && before !== null && ours === 0 && !isSameDue(there.dueAt, before.dueAt, clock);
  return isMoved ? { renewedAt: null, movedTo: there.dueAt } : NO_CHANGE;
}
type Clock = Pick<ZoneClock, 'toLocal'>;

/** Whether the loan ended by a message from here. `since`: it was open there then; null = it was not looked at. */
function ended(
  one: OwnTold,
  { inAt, changedAt }: LoanThere,
  { own, since }: { readonly own: OwnTold | null; readonly since: Instant | null },
): boolean {
  if (one.kind !== 'checkin') return false;
  if (since === null) return [inAt, changedAt].some((at) => at !== null && isAbout(one, at));
  // Both messages may be of the same moment.
  return one.toldAt > since || (own !== null && one.toldAt === since && one.at > own.at);
}
