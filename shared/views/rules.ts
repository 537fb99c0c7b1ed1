// The rules in force as the screen shows them: hours, closings, groups' requirements for new accounts, and when rules came into force.

import { z } from 'zod';
import { CalendarSchema } from '../rules/model/calendar.ts';
import { JoinFieldSchema, JoiningSchema } from '../rules/model/joining.ts';
import { RulesEditSchema, RulesEditResponseSchema } from '../wire/rules-edit.ts';
import { IsoInstantSchema } from './session.ts';

/** Requirements that a group may have of a new account. */
export const JOIN_FIELDS = JoinFieldSchema.options;

/** When rules came into force, or will. */
export const RulesActivationViewSchema = z.object({
  id: z.string(),
  version: z.string(),
  at: IsoInstantSchema,
  /** Name of the change, or the reason of an emergency closing; empty where it was given none. */
  note: z.string(),
  /** The sign-in name of the person who made it at a desk; empty where it was made beside the server. */
  by: z.string(),
  /** An emergency closing: its window. */
  closing: z.object({ branches: z.array(z.string()), from: IsoInstantSchema, to: IsoInstantSchema }).nullable(),
  /** It takes that closing back. */
  isLift: z.boolean(),
});
export type RulesActivationView = z.infer<typeof RulesActivationViewSchema>;

export const RulesViewSchema = z.object({
  /** Of the rules in force. */
  version: z.string(),
  profile: z.string(),
  currency: z.string(),
  /** The one that brought the rules in force. */
  inForce: RulesActivationViewSchema.nullable(),
  /** One that is to come. */
  planned: RulesActivationViewSchema.nullable(),
  /** The newest first, a few. */
  history: z.array(RulesActivationViewSchema),
  /** The activation that can be taken back in one step; null = none can. */
  takesBack: z.string().nullable(),
  calendars: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      season: z.object({ from: z.string(), to: z.string() }).nullable(),
      calendar: CalendarSchema,
    }),
  ),
  groups: z.array(z.object({ id: z.string(), name: z.string(), joining: JoiningSchema.nullable() })),
  /** Emergency closings that are not over. */
  closings: z.array(
    z.object({
      id: z.string(),
      /** Names of the branches. */
      branches: z.array(z.string()),
      from: IsoInstantSchema,
      to: IsoInstantSchema,
      reason: z.string(),
      /** Of the branch. */
      zone: z.string(),
    }),
  ),
  /** Branches that can be closed, this desk's first. */
  branches: z.array(z.object({ id: z.string(), name: z.string(), zone: z.string() })),
});
export type RulesView = z.infer<typeof RulesViewSchema>;

const base = z.string().max(128);

export const RulesCheckInputSchema = z.object({
  base,
  edit: RulesEditSchema,
  at: IsoInstantSchema.nullable(),
});
export type RulesCheckInput = z.infer<typeof RulesCheckInputSchema>;

export const RulesChangeInputSchema = z.object({
  base,
  what: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('edit'),
      edit: RulesEditSchema,
      at: IsoInstantSchema.nullable(),
      note: z.string().trim().max(200),
    }),
    z.object({ kind: z.literal('back'), activation: z.string().max(128) }),
  ]),
  /** Of the person who is signed in. */
  pin: z.string().min(1).max(64),
});
export type RulesChangeInput = z.infer<typeof RulesChangeInputSchema>;

export const RulesCheckSchema = RulesEditResponseSchema.omit({ meets: true }).extend({
  meets: z.array(z.object({ branch: z.string(), loans: z.int(), shelf: z.int() })),
});
export type RulesCheck = z.infer<typeof RulesCheckSchema>;
