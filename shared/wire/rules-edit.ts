// POST /v1/rules-edit: hours, closings and groups' requirements for new accounts, checked as `rules activate` checks a file, and put in force with
// the PIN of the person at the desk who edits them. The server checks the PIN, so that a stolen desk cannot change rules.

import { z } from 'zod';
import { BranchIdSchema, RuleSetVersionSchema, StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { LanguageSchema } from '../core/language.ts';
import { CalendarSchema, ClosureSchema, OpeningSchema, WeekdaySchema } from '../rules/model/calendar.ts';

/** The edit, by the keys of the rules. The values are checked with the rules that they come into, so that each fault is reported. */
export const RulesEditSchema = z.object({
  calendars: z.array(z.object({ key: z.string().max(128), calendar: z.json() })).max(500),
  groups: z.array(z.object({ id: z.string().max(128), joining: z.json() })).max(500),
});

const WhatSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('edit'),
    edit: RulesEditSchema,
    /** From when on; null = at once. */
    at: InstantSchema.nullable(),
    /** Name of the change. */
    note: z.string().trim().max(200),
  }),
  /** Takes the activation back that was made last: one that is planned goes, one in force gives way to the rules before it. */
  z.object({ kind: z.literal('back'), activation: z.string().max(128) }),
]);

export const RulesEditRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** The rules that were edited: others may have come into force meanwhile. */
  base: RuleSetVersionSchema,
  what: WhatSchema,
  language: LanguageSchema,
  /** Of the person who asks; absent: it is only checked. */
  pin: z.string().min(1).max(64).optional(),
});
export type RulesEditRequest = z.infer<typeof RulesEditRequestSchema>;

const key = z.string();
const isAdded = z.boolean();
const openings = z.array(OpeningSchema).nullable();

export const RulesChangeSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('weekly'), key, day: WeekdaySchema, before: openings, after: openings }),
  z.object({ of: z.literal('closure'), key, isAdded, closure: ClosureSchema }),
  z.object({ of: z.literal('exception'), key, isAdded, exception: CalendarSchema.shape.exceptions.element }),
  z.object({ of: z.literal('yearly'), key, isAdded, yearly: CalendarSchema.shape.yearly.element }),
  z.object({ of: z.literal('joining'), key }),
  z.object({ of: z.literal('other'), key }),
]);

export const RulesEditResponseSchema = z.object({
  /** Faults, in the language that was asked for; `key`: of a calendar or a group. Not empty: nothing was changed. */
  faults: z.array(z.object({ key: z.string().nullable(), text: z.string() })),
  changes: z.array(RulesChangeSchema),
  /** Open loans, and waits on the hold shelf, that end where the branch will be closed and was open before. Their dates stay. */
  meets: z.array(z.object({ branch: BranchIdSchema, loans: z.int(), shelf: z.int() })),
  /** Whether it was done. */
  isDone: z.boolean(),
});
export type RulesEditResponse = z.infer<typeof RulesEditResponseSchema>;
