// Units of a kind of equipment in one phrase: how many can go out, and how many wait for inspection.

import type { EquipmentKindView } from '../../shared/views/equipment.ts';
import type { Translate } from './speak.ts';

/** As in "20 of 24 can go out · 4 wait for inspection". */
export function unitsIn(
  t: Translate,
  { free, units, toInspect }: Pick<EquipmentKindView, 'free' | 'units' | 'toInspect'>,
): string {
  const out = t('equipment.in', { free, units });
  return toInspect === 0 ? out : `${out} · ${t('equipment.toInspect', { count: toInspect })}`;
}
