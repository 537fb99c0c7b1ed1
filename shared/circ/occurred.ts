// When an act happened, worked out from its envelope alone, so that desk, peers and server come to the same instant.

import { z } from 'zod';
import type { ActId, BranchId, DeskId, StreamId } from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant, type Millis } from '../core/instant.ts';
import type { ActHeader } from './acts.ts';

/** Readings of the desk's clocks. `offset…` describe the best sample of the server's clock: the one of lowest round trip of the last 10 minutes. */
export const OccurredSchema = z.object({
  wall: InstantSchema,
  mono: z.int(),
  bootId: z.string(),
  /** Server time minus wall time; 0 without a sample. */
  offsetMs: z.int(),
  /** Age of the sample by monotonic time; null = no sample in this boot. */
  offsetAgeMs: z.int().min(0).nullable(),
  /** Half the round trip of the sample. */
  offsetErrorMs: z.int().min(0),
});
export type Occurred = z.infer<typeof OccurredSchema>;

/** A time that was stated instead: acts of time, paper entries, imported lines. */
export const StatedSchema = z.object({ at: InstantSchema, source: z.enum(['time', 'paper', 'import', 'system']) });
export type Stated = z.infer<typeof StatedSchema>;

/** How long recorded acts are kept as events: an older one does not change the present state, unless nothing later is known. */
export const EVENTS_KEPT_MS: Millis = 45 * DAY_MS;

const leastUncertaintyMs = 1_000;
const baseUncertaintyMs = 50;
const withoutSampleMs = 2_000;
const statedToTheMinuteMs = 60_000;
const driftPerMs = 50 / 1_000_000;

/**
 * When it happened, fixed by the envelope: the stated time, but not after the act was recorded; else when it was recorded, but not before the stream's
 * previous act without stated time.
 */
export function effectiveAt(occurred: Occurred, stated: Stated | null, previousAt: Instant | null): Instant {
  const recordedAt = recordedAtOf(occurred);
  if (stated !== null) return Math.min(stated.at, recordedAt);
  return previousAt === null ? recordedAt : Math.max(recordedAt, previousAt);
}

/** When it was recorded, by the desk's clock and its sample of the server's. */
function recordedAtOf({ wall, offsetMs }: Occurred): Instant {
  return wall + offsetMs;
}

/** How far the effective time may be from the truth. */
export function uncertaintyOf(occurred: Occurred, stated: Stated | null): Millis {
  if (stated?.source === 'paper') return statedToTheMinuteMs;
  if (stated !== null) return leastUncertaintyMs;
  const { offsetAgeMs, offsetErrorMs } = occurred;
  if (offsetAgeMs === null) return leastUncertaintyMs + withoutSampleMs;
  return Math.max(leastUncertaintyMs, Math.ceil(baseUncertaintyMs + offsetErrorMs + offsetAgeMs * driftPerMs));
}

/** The source of an act header: identity and place of the envelope, and its clocks. */
export type HeaderSource = {
  readonly id: ActId;
  readonly deskId: DeskId;
  readonly stream: StreamId;
  readonly seq: number;
  readonly branch: BranchId | null;
  readonly occurred: Occurred;
  readonly stated: Stated | null;
  readonly saw: ActId | null;
};

/** The header of the act that an envelope records. `clamped` is set by the server alone, for an act whose clock is suspect. */
export function actHeader(source: HeaderSource, previousAt: Instant | null, clamped: Instant | null = null): ActHeader {
  return {
    id: source.id,
    desk: source.deskId,
    stream: source.stream,
    seq: source.seq,
    at: clamped ?? effectiveAt(source.occurred, source.stated, previousAt),
    uncertaintyMs: uncertaintyOf(source.occurred, source.stated),
    stated: source.stated !== null,
    clockSuspect: clamped !== null,
    saw: source.stated === null ? source.saw : null,
    branch: source.branch,
  };
}

/** The bounds within which an act must have happened: the desk's last contact before it, and its receipt. */
export type ClockBounds = { readonly lastContactAt: Instant | null; readonly receivedAt: Instant };

/**
 * The header as the server fixes it within these bounds, and the time that it was clamped to; null = its clock is not suspect. A time that was stated
 * is before any contact it likes; one that had to give way to the clock, since it was after the recording, is bounded like any that was read off it.
 * A clock that says less than the contact is wrong also where the act before it in the stream, which it may not precede, came right at that contact.
 */
export function boundedHeader(
  source: HeaderSource,
  previousAt: Instant | null,
  { lastContactAt, receivedAt }: ClockBounds,
): { readonly header: ActHeader; readonly clampedAt: Instant | null } {
  const header = actHeader(source, previousAt);
  const isStated = source.stated !== null && source.stated.at === header.at;
  // This clock recorded the act before it stated the time.
  const uncertaintyMs = uncertaintyOf(source.occurred, null);
  const late = clampSuspect(header.at, uncertaintyMs, { lastContactAt: null, receivedAt });
  const early = isStated ? null : tooEarly(recordedAtOf(source.occurred), uncertaintyMs, lastContactAt);
  const clampedAt = late ?? (early === null ? null : Math.max(early, header.at));
  return { header: clampedAt === null ? header : actHeader(source, previousAt, clampedAt), clampedAt };
}

/** The clamped time of a clock-suspect act; null when its clock is not suspect. */
export function clampSuspect(at: Instant, uncertaintyMs: Millis, bounds: ClockBounds): Instant | null {
  if (at - uncertaintyMs > bounds.receivedAt) return bounds.receivedAt;
  return tooEarly(at, uncertaintyMs, bounds.lastContactAt);
}

function tooEarly(at: Instant, uncertaintyMs: Millis, lastContactAt: Instant | null): Instant | null {
  return lastContactAt !== null && at + uncertaintyMs < lastContactAt ? lastContactAt : null;
}
