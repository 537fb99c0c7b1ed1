// How far the desk's clock is from the server's: samples taken with every answer, the best one of the last ten minutes counts.
// Carried by monotonic time within a boot, so a changed wall clock never moves it. [I31]

import type { Instant, Millis } from '../../../shared/core/instant.ts';
import type { Clock } from '../../../shared/core/ports.ts';

/** One sample: server time seen between two readings of the desk's clocks. */
export type ClockSample = {
  /** Server time minus monotonic time, at the middle of the round trip. */
  readonly serverMinusMono: Millis;
  /** Half the round trip. */
  readonly errorMs: Millis;
  readonly takenMono: Millis;
};

/** Samples of this boot, newest last. */
export type ClockSamples = readonly ClockSample[];

const windowMs = 10 * 60_000;
const jumpMs = 2_000;

/** Adds a sample; those older than ten minutes go, but the last one is never thrown away. */
export function addSample(
  samples: ClockSamples,
  trip: { sentMono: Millis; receivedMono: Millis; serverTime: Instant },
): ClockSamples {
  const { sentMono, receivedMono, serverTime } = trip;
  const sample = {
    serverMinusMono: Math.round(serverTime - (sentMono + receivedMono) / 2),
    errorMs: Math.ceil(Math.max(0, receivedMono - sentMono) / 2),
    takenMono: receivedMono,
  };
  return [...samples.filter((one) => one.takenMono > receivedMono - windowMs), sample];
}

/** The clock data of an envelope at a moment. */
export type ClockReading = {
  readonly offsetMs: Millis;
  /** Null: no sample in this boot. */
  readonly offsetAgeMs: Millis | null;
  readonly offsetErrorMs: Millis;
};

/** The sample of lowest round trip among those of the last ten minutes, else the last one. */
export function bestSample(samples: ClockSamples, mono: Millis): ClockSample | undefined {
  let best = samples.at(-1);
  // Every look at the time of a desk comes through here: nothing is made for it.
  for (const sample of samples) {
    if (best === undefined || sample.takenMono <= mono - windowMs) continue;
    const isBetter = sample.errorMs < best.errorMs;
    if (isBetter || (sample.errorMs === best.errorMs && sample.takenMono > best.takenMono)) best = sample;
  }
  return best;
}

/** The offset by the best sample. */
export function readOffset(samples: ClockSamples, wall: Instant, mono: Millis): ClockReading {
  const best = bestSample(samples, mono);
  if (best === undefined) return { offsetMs: 0, offsetAgeMs: null, offsetErrorMs: 0 };
  return {
    offsetMs: Math.round(best.serverMinusMono + mono - wall),
    offsetAgeMs: Math.max(0, Math.round(mono - best.takenMono)),
    offsetErrorMs: best.errorMs,
  };
}

/** Whether the wall clock moved against monotonic time by more than two seconds since the last look. */
export function hasJumped(before: { wall: Instant; mono: Millis }, now: { wall: Instant; mono: Millis }): boolean {
  return Math.abs(now.wall - before.wall - (now.mono - before.mono)) > jumpMs;
}

/** Looks at a clock now and then: whether it was moved since the last look. */
export function watchClock(clock: Clock): () => boolean {
  const look = () => ({ wall: clock.now(), mono: clock.mono() });
  let before = look();
  return () => {
    const now = look();
    const hasMoved = hasJumped(before, now);
    before = now;
    return hasMoved;
  };
}
