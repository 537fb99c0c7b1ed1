// Plays the tones with the browser's own oscillators: no files, nothing to load. The audio context is made at the first sound,
// which always follows a key or a click.

import type { SoundSettings } from '../../shared/core/sound.ts';
import type { Tone } from '../stores/work/tone-of.ts';
import { TONE_SETS, type Beep } from './tones.ts';

/** Plays a tone as the sounds of the desk are set. */
export type Player = (tone: Tone, sound: SoundSettings) => void;

const FADE_S = 0.008;

export function createPlayer(makeContext: () => AudioContext): Player {
  const made: { context: AudioContext | null } = { context: null };
  return (tone, { isOn, volume, set }) => {
    if (!isOn || volume <= 0) return;
    made.context ??= makeContext();
    const { context } = made;
    if (context.state === 'suspended') void context.resume();
    for (const one of TONE_SETS[set][tone]) playBeep(context, one, volume / 100);
  };
}

/** Fades in and out within some milliseconds, or it would crackle. */
function playBeep(context: AudioContext, { hz, atMs, ms, loudness, shape }: Beep, volume: number): void {
  const from = context.currentTime + atMs / 1000;
  const until = from + ms / 1000;
  const oscillator = new OscillatorNode(context, { type: shape, frequency: hz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loudness * volume, from + FADE_S);
  gain.gain.setValueAtTime(loudness * volume, Math.max(from + FADE_S, until - FADE_S));
  gain.gain.linearRampToValueAtTime(0, until);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(until);
}
