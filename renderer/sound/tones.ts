// The sounds of the desk as data. They differ in pitch, number and length, so that each is known without looking.

import type { SoundSet } from '../../shared/core/sound.ts';
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

type Tones = Readonly<Record<Tone, readonly Beep[]>>;

/** Done: one short high tone. Route: two, rising. Refused: one low and longer. Card: a soft click; another card: two. */
const CLEAR: Tones = {
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

/** The same tones at another pitch and in another voice: the differences between them stay. */
function tuned(ratio: number, loudness: number, shape: OscillatorType): Tones {
  const tune = (beeps: readonly Beep[]): Beep[] =>
    beeps.map((beep) => ({ ...beep, hz: Math.round(beep.hz * ratio), loudness: beep.loudness * loudness, shape }));
  const { done, route, refused, card, switch: another } = CLEAR;
  return { done: tune(done), route: tune(route), refused: tune(refused), card: tune(card), switch: tune(another) };
}

/** Nothing above 1 kHz, for people who hear high tones badly. A triangle carries where a low sine does not. */
const LOW = tuned(0.5, 1.2, 'triangle');
const SOFT = tuned(0.75, 0.5, 'sine');

/** The tones of each set. */
export const TONE_SETS: Readonly<Record<SoundSet, Tones>> = { clear: CLEAR, low: LOW, soft: SOFT };
