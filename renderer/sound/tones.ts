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

const beep = (hz: number, atMs: number, ms: number, loudness = 0.5, shape: OscillatorType = 'sine'): Beep => ({
  hz,
  atMs,
  ms,
  loudness,
  shape,
});

/** Done: one short high tone. Route: two, rising. Refused: one low and longer. Card: a soft click; another card: two. */
export const TONES: Readonly<Record<Tone, readonly Beep[]>> = {
  done: [beep(1320, 0, 90)],
  route: [beep(740, 0, 110), beep(1110, 130, 150)],
  refused: [beep(196, 0, 380, 0.8, 'triangle')],
  card: [beep(1900, 0, 14, 0.25)],
  switch: [beep(1900, 0, 14, 0.3), beep(1420, 90, 18, 0.3)],
};
