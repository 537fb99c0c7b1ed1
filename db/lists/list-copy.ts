// What the queries of lists read at a desk: its copy of the library with its own acts over it.

import type { BranchId, LocationId, PolicyHash } from '../../shared/core/ids.ts';
import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { Policy } from '../../shared/rules/model/policy.ts';
import type { OverlayView } from '../overlay/overlay-view.ts';

export type ListCopy = {
  readonly sight: OverlayView;
  readonly library: {
    branch(id: BranchId): Branch | null;
    branchName(id: BranchId): string;
    location(id: LocationId | null): Location | null;
  };
  policy(hash: PolicyHash): Policy | null;
};
