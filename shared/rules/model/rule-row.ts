// A rule of any system: criteria plus a result, whole or in parts.

import type { Criteria } from './criteria.ts';

/** A row of a table of rules. `G`: the fields that a row may give; an absent field is not given. */
export type RuleRow<G extends object> = {
  readonly id: string;
  /** Its name; empty = none, and its criteria stand for it. */
  readonly name: string;
  /** Its place in the table: meaningful where the strategy reads tables in order, else only the last resort between equals. */
  readonly position: number;
  readonly active: boolean;
  readonly criteria: Criteria;
  /** Of ordered rules: keys that rank before the place in the text, the weightiest first. */
  readonly rank?: readonly number[] | undefined;
  readonly gives: G;
};

/** A field of a result. */
export type FieldOf<G extends object> = keyof G & string;
