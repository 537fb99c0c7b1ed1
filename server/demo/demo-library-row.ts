// The demo library as a whole, with a setting of each kind for its desks, so that every part of the program can be tried in it.

import type { DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import type { EquipmentKind } from '../../shared/circ/model/equipment.ts';
import { libraryId } from '../../shared/core/ids.ts';
import type { Library } from '../../shared/wire/rows.ts';
import { MODELS } from './demo-equipment.ts';
import { MAIN, READINGS, SHELVES } from './demo-places.ts';
import { LENT_BY_NUMBER } from './demo-rules.ts';

/** Kinds of equipment that can be booked, with their terms. */
const BOOKED: readonly EquipmentKind[] = [
  { id: 'laptop', name: 'Laptops', types: ['laptop'], quantity: 1, turnaroundMinutes: 15, mostHours: 24 },
  { id: 'camera', name: 'Camera kits', types: ['camera'], quantity: 1, cooldownMinutes: 60, turnaroundMinutes: 30 },
  {
    id: 'projector',
    name: 'Projectors',
    types: ['projector'],
    turnaroundMinutes: 15,
    graceMinutes: 60,
    agreement: {
      text: 'I return it complete and on time, and pay for what is missing or broken.',
      lasts: { ends: ['05-20', '08-15', '12-20'] },
    },
  },
];

/** Its desks. Parts that do not come back are billed after three days, each at its own price. */
const DESK: DeskTerms = {
  equipment: [...BOOKED],
  uncataloged: [
    { id: 'paperback', name: 'Exchange paperbacks', type: 'paperback' },
    { id: 'umbrella', name: 'Umbrellas', type: LENT_BY_NUMBER },
  ],
  reservesName: 'Course Readings',
  missingParts: { billAfterDays: 3 },
  cues: { dvd: ['unlock-case', 'count-discs'], cd: ['unlock-case', 'never-magnetize'] },
  carts: {
    [MAIN]: [
      { name: 'Stacks A to L', location: SHELVES.stacks.id, from: 'A', to: 'LZ' },
      { name: 'Stacks M to Z', location: SHELVES.stacks.id, from: 'M' },
    ],
  },
};

/** The library as a whole. */
export function demoLibraryRow(zone: string): Library {
  const equipmentTypes = [...new Set(MODELS.map(({ kind }) => kind)), LENT_BY_NUMBER];
  const use = { equipmentTypes, reserveLocations: [...READINGS] };
  return { id: libraryId('demo'), name: 'The Windrow Colleges Library', zone, currency: 'USD', use, desk: DESK };
}
