// The sounds of a desk as they are set.

/** Sets of tones: `clear` is high, `low` for who hears high tones badly, `soft` for a quiet room. */
export const SOUND_SETS = ['clear', 'low', 'soft'] as const;
export type SoundSet = (typeof SOUND_SETS)[number];

/** Whether sounds are on, how loud from 0 to 100, and which. */
export type SoundSettings = { readonly isOn: boolean; readonly volume: number; readonly set: SoundSet };

/** Of a desk without settings. */
export const NEW_SOUND: SoundSettings = { isOn: true, volume: 60, set: 'clear' };
