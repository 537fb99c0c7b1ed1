// The devices of a desk as it keeps them: its scanner as it was learned, its sounds.

import { z } from 'zod';
import { MOST_AFFIX, QUICKEST_LIMIT_MS, SCAN_ENDS, SLOWEST_GAP_MS } from '../core/scanner.ts';
import { SOUND_SETS } from '../core/sound.ts';

const affix = z.string().max(MOST_AFFIX);

export const ScannerProfileSchema = z.object({
  prefix: affix,
  suffix: affix,
  ends: z.enum(SCAN_ENDS),
  gapMs: z.int().min(QUICKEST_LIMIT_MS).max(SLOWEST_GAP_MS),
});

export const SoundSettingsSchema = z.object({
  isOn: z.boolean(),
  volume: z.int().min(0).max(100),
  set: z.enum(SOUND_SETS),
});

export const DeviceSettingsSchema = z.object({
  /** Null: nothing was learned; any scanner is recognized by its speed. */
  scanner: ScannerProfileSchema.nullable(),
  sound: SoundSettingsSchema,
});
export type DeviceSettings = z.infer<typeof DeviceSettingsSchema>;
