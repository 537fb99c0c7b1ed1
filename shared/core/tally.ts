// The reference tally: questions that people ask at a desk, by the six tiers of the READ scale, and directions apart from them. One tally is one
// question. It names no patron.

import { z } from 'zod';
import type { Words } from './language.ts';

/** Tiers of the READ scale, from a minute's answer to research over days; `directional`: where something is. */
export const TALLY_TIERS = ['1', '2', '3', '4', '5', '6', 'directional'] as const;
export const TallyTierSchema = z.enum(TALLY_TIERS);
export type TallyTier = z.infer<typeof TallyTierSchema>;

/** How a question came. */
export const TALLY_MODES = ['in-person', 'phone', 'chat', 'email'] as const;
export const TallyModeSchema = z.enum(TALLY_MODES);
export type TallyMode = z.infer<typeof TallyModeSchema>;

/** The longest name of a subject. */
export const SUBJECT_LETTERS = 60;

const read = (tier: string): Words => ({ en: `READ ${tier}`, es: `READ ${tier}` });

export const TIER_NAMES: Readonly<Record<TallyTier, Words>> = {
  1: read('1'),
  2: read('2'),
  3: read('3'),
  4: read('4'),
  5: read('5'),
  6: read('6'),
  directional: { en: 'Directional', es: 'Orientación' },
};

export const MODE_NAMES: Readonly<Record<TallyMode, Words>> = {
  'in-person': { en: 'In person', es: 'En persona' },
  phone: { en: 'Phone', es: 'Teléfono' },
  chat: { en: 'Chat', es: 'Chat' },
  email: { en: 'E-mail', es: 'Correo' },
};
