// The sounds of the desk as data. They differ in pitch, number and length, so that each is known without looking.

import type { Tone } from '../stores/work/tone-of.ts';

/** One beep: pitch in hertz, start and length in milliseconds, loudness 0 to 1. */
export type Beep = {
  readonly hz: number;
  readonly atMs: number;
  readonly ms: number;
  readonly loudness: number;
  readonly shape: OscillatorType;
};

const SINE = { loudness: 0.5, shape: 'sine' } as const;

/** Done: one short high tone. Route: two, rising. Refused: one low and longer. Card: a soft click; another card: two. */
export const TONES: Readonly<Record<Tone, readonly Beep[]>> = {
  done: [{ ...SINE, hz: 1320, atMs: 0, ms: 90 }],
  route: [
    { ...SINE, hz: 740, atMs: 0, ms: 110 },
    { ...SINE, hz: 1110, atMs: 130, ms: 150 },
  ],
  refused: [{ hz: 196, atMs: 0, ms: 380, loudness: 0.8, shape: 'triangle' }],
  card: [{ ...SINE, hz: 1900, atMs: 0, ms: 14, loudness: 0.25 }],
  switch: [
    { ...SINE, hz: 1900, atMs: 0, ms: 14, loudness: 0.3 },
    { ...SINE, hz: 1420, atMs: 90, ms: 18, loudness: 0.3 },
  ],
};
