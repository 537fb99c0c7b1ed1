// Reasons for the record that are common enough to be one press away, by what is lifted. None is given before somebody presses it.

import type { ReasonView } from '../../../shared/views/circulation.ts';

const PRESETS = {
  'override-account': ['override.proof', 'override.phone'],
  'override-fees': ['override.paid', 'override.phone'],
  'override-limit': ['override.needed', 'override.phone'],
  'override-item': ['override.inHand', 'override.phone'],
  'override-loan': ['override.inHand', 'override.phone'],
  'override-hold': ['override.notWaiting', 'override.phone'],
} as const;

const ALWAYS = ['override.proof', 'override.phone', 'override.inHand'] as const;

type Preset = (typeof PRESETS)[keyof typeof PRESETS][number] | (typeof ALWAYS)[number];

/** Keys of the catalogue. Of what is lifted for several reasons, those that fit any. */
export function presetsFor(reasons: readonly ReasonView[]): readonly Preset[] {
  const [only, ...others] = reasons;
  const right = only?.right ?? '';
  return others.length === 0 && isKnown(right) ? PRESETS[right] : ALWAYS;
}

function isKnown(right: string): right is keyof typeof PRESETS {
  return Object.hasOwn(PRESETS, right);
}
