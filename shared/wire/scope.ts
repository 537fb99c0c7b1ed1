// Scopes: which desks get a row. `all`, or one system of the library's tree.
// Items, titles, rules and branches are for all; patrons, loans, holds and accounts for the patron's home system
// and every system where the patron has a loan or hold.

import type { BranchId } from '../core/ids.ts';

/** The scope of rows that every desk gets. */
export const SCOPE_ALL = 'all';

/** The scope of one system. */
export const systemScope = (system: BranchId): string => `system:${system}`;
