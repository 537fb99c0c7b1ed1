// Branches and locations of FOLIO. Circulation there happens at service points, and calendars are theirs: each is a branch here, below its
// institution. Campuses and libraries stay parts of a location, for rules.

import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import type { References } from '../folio-rules/read-references.ts';
import type { BranchRecord, Found, LocationRecord } from '../records/record.ts';

/** The branches, and the branch of each service point. */
export type FolioPlaces = {
  readonly branches: readonly Found<BranchRecord>[];
  readonly locations: readonly Found<LocationRecord>[];
  /** The branch of a service point; null = there is none. */
  readonly branchOf: (servicePoint: string | null | undefined) => string | null;
  /** The branch where copies of a location are at home; null = the root. */
  readonly homeOf: (location: string | null) => string | null;
};

/** Makes the tree; `name` is that of the library. */
export function folioPlaces(
  references: References,
  desks: NonNullable<PolicyRuleSet['desks']>,
  name: string,
): FolioPlaces {
  const { institutions, campuses, libraries, locations } = references;
  const campusOf = new Map(libraries.map(({ id, within }) => [id, within]));
  const institutionOf = new Map(campuses.map(({ id, within }) => [id, within]));
  const above = (library: string | null) => institutionOf.get(campusOf.get(library ?? '') ?? '') ?? null;
  const calls = callNames([...institutions, ...desks]);
  const [only] = institutions;
  const root = institutions.length === 1 && only !== undefined ? calls(only) : 'ALL';
  const institutionOfDesk = new Map(
    locations.flatMap(({ desk, within }) => {
      const institution = above(within);
      return desk === null || institution === null ? [] : [[desk, institution] as const];
    }),
  );
  const known = new Map(institutions.map((one) => [one.id, calls(one)]));
  const ofDesks = new Map(desks.map((desk) => [desk.id, calls(desk)]));
  const branchOf = (id: string | null | undefined) => ofDesks.get(id ?? '') ?? null;
  const deskOf = new Map(locations.map(({ id, desk }) => [id, desk]));
  const at = { file: 'service-points', line: 1 };
  const node = (
    id: string,
    called: string,
    parent: string | null,
    kind: BranchRecord['kind'],
  ): Found<BranchRecord> => ({
    at,
    value: { id, name: called, parent, kind, zone: null },
  });
  return {
    branches: [
      ...(institutions.length === 1
        ? []
        : [node(root, name, null, institutions.length === 0 ? 'system' : 'consortium')]),
      ...institutions.map((one) => node(calls(one), one.name, institutions.length === 1 ? null : root, 'system')),
      ...desks.map((desk) =>
        node(calls(desk), desk.name, known.get(institutionOfDesk.get(desk.id) ?? '') ?? root, 'branch'),
      ),
    ],
    locations: locations.map(({ id, name: called, desk }) => ({
      at: { file: 'locations', line: 1 },
      value: { id, name: called, branch: branchOf(desk), circulates: true, holdable: true },
    })),
    branchOf,
    homeOf: (location) => branchOf(deskOf.get(location ?? '')),
  };
}

type Coded = { readonly id: string; readonly code: string | null };

/** Codes for branches here: their own, unless two have the same. */
function callNames(things: readonly Coded[]): (thing: Coded) => string {
  const counts = Map.groupBy(things, ({ code }) => code ?? '');
  return ({ id, code }) => (code !== null && code !== '' && counts.get(code)?.length === 1 ? code : id);
}
