// The data from which a desk makes practice: the library as it is, and its kinds of patrons and items. No patron is in
// it.

import { z } from 'zod';
import { BranchIdSchema, LocationIdSchema } from '../core/ids.ts';
import { BranchSchema, LocationSchema } from '../circ/model/branch.ts';
import { ItemSchema } from '../circ/model/item.ts';
import { RuleSetSchema } from '../rules/model/rule-set.ts';
import { LibrarySchema } from './rows.ts';

/** A kind of patron that the rules distinguish, with the home branch of such people. */
export const PatronKindSchema = z.object({ group: z.string(), groupName: z.string(), home: BranchIdSchema });
export type PatronKind = z.infer<typeof PatronKindSchema>;

/** A kind of item: all that rules ask of one. */
export const ItemKindSchema = ItemSchema.pick({
  kind: true,
  loanType: true,
  loanGrade: true,
  fineGrade: true,
  circulates: true,
  holdable: true,
  reference: true,
}).extend({ home: BranchIdSchema, location: LocationIdSchema.nullable() });
export type ItemKind = z.infer<typeof ItemKindSchema>;

export const PracticeLibrarySchema = z.object({
  library: LibrarySchema,
  branches: z.array(BranchSchema),
  locations: z.array(LocationSchema),
  /** The rules in force, calendars in them. */
  rules: RuleSetSchema,
  patronKinds: z.array(PatronKindSchema),
  itemKinds: z.array(ItemKindSchema),
  /** The desk that practices. */
  desk: z.object({ branch: BranchIdSchema, name: z.string() }),
});
export type PracticeLibrary = z.infer<typeof PracticeLibrarySchema>;
