// The demo library's places: one library that seven colleges share, its small science branch, and the shelves of both. Every name is invented.

import { branchId, locationId, type BranchId, type LocationId } from '../../shared/core/ids.ts';
import type { Branch, Location } from '../../shared/circ/model/branch.ts';

export const SYSTEM: BranchId = branchId('WINDROW');
export const MAIN: BranchId = branchId('MAIN');
export const SCIENCE: BranchId = branchId('SCIENCE');

/** The seven colleges: homes of their people. They lend nothing themselves. */
export const COLLEGES = [
  { id: branchId('QUILLMERE'), name: 'Quillmere College', domain: 'quillmere.example' },
  { id: branchId('TARNFIELD'), name: 'Tarnfield College', domain: 'tarnfield.example' },
  { id: branchId('OAKHOLLOW'), name: 'Oakhollow College', domain: 'oakhollow.example' },
  { id: branchId('SABLEFIELD'), name: 'Sablefield College', domain: 'sablefield.example' },
  { id: branchId('MERROWDALE'), name: 'Merrowdale College', domain: 'merrowdale.example' },
  { id: branchId('HALLOWICK'), name: 'Hallowick Institute of Technology', domain: 'hallowick.example' },
  { id: branchId('VERRANDALE'), name: 'Verrandale Graduate University', domain: 'verrandale.example' },
] as const;

/** The library's branches, and the colleges that its patrons belong to. */
export function demoBranches(zone: string): Branch[] {
  const at = (id: BranchId, name: string): Branch => ({
    id,
    name,
    parent: SYSTEM,
    kind: 'branch',
    system: SYSTEM,
    zone,
  });
  return [
    { id: SYSTEM, name: 'The Windrow Colleges Library', parent: null, kind: 'system', system: SYSTEM, zone },
    at(MAIN, 'Windrow Library'),
    at(SCIENCE, 'Hallowick Science Library'),
    ...COLLEGES.map(({ id, name }) => at(id, name)),
  ];
}

const location = (id: string, name: string, branch: BranchId, how: 'lends' | 'stays' = 'lends'): Location => ({
  id: locationId(id),
  name,
  branch,
  circulates: how === 'lends',
  holdable: how === 'lends',
});

/** Shelves by their contents. */
export const SHELVES = {
  stacks: location('main-stacks', 'General stacks', MAIN),
  fresh: location('main-new', 'New books', MAIN),
  oversize: location('main-oversize', 'Oversize', MAIN),
  readings: { ...location('main-readings', 'Course Readings', MAIN), holdable: false },
  media: location('main-media', 'Media', MAIN),
  music: location('main-music', 'Scores', MAIN),
  tech: { ...location('main-tech', 'Tech Lending', MAIN), holdable: false },
  reference: location('main-reference', 'Reference', MAIN, 'stays'),
  periodicals: location('main-periodicals', 'Periodicals', MAIN, 'stays'),
  special: location('main-special', 'Special Collections', MAIN, 'stays'),
  scienceStacks: location('science-stacks', 'Science stacks', SCIENCE),
  scienceReadings: { ...location('science-readings', 'Science Course Readings', SCIENCE), holdable: false },
} as const satisfies Readonly<Record<string, Location>>;

export type ShelfName = keyof typeof SHELVES;

/** Locations of course readings. */
export const READINGS: readonly LocationId[] = [SHELVES.readings.id, SHELVES.scienceReadings.id];
