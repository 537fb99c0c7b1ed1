// A circulation answer: the message of the desk, large, in words, with the next step.

import { z } from 'zod';
import { ActIdSchema } from '../core/ids.ts';
import { LanguageSchema } from '../core/language.ts';
import { ParamsSchema } from '../core/say.ts';
import { EffectSchema, OutcomeSchema } from '../circ/decision.ts';
import { NewPatronSchema } from '../circ/model/provisional.ts';
import { SponsorBriefSchema } from './patron-proxies.ts';
import { IsoInstantSchema } from './session.ts';
import { SlipViewSchema } from './slip.ts';
import { TraceViewSchema } from './trace.ts';

/** A reason in words, with its remedy. */
export const ReasonViewSchema = z.object({
  code: z.string(),
  effect: EffectSchema,
  text: z.string(),
  params: ParamsSchema,
  /** The right that overriding it needs; null when it cannot be overridden. */
  right: z.string().nullable(),
  /** Whether the staff member signed in has that right. */
  mayOverride: z.boolean(),
  overridden: z.boolean(),
});
export type ReasonView = z.infer<typeof ReasonViewSchema>;

/** The item of an answer. */
export const ItemBriefSchema = z.object({
  barcode: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  callNumber: z.string(),
  location: z.string().nullable(),
  kind: z.string().nullable(),
});
export type ItemBrief = z.infer<typeof ItemBriefSchema>;

/** The patron of an answer. On check-ins only where money has to be talked about; otherwise no name is shown. */
export const PatronBriefSchema = z.object({ card: z.string(), name: z.string(), groupName: z.string() });
export type PatronBrief = z.infer<typeof PatronBriefSchema>;

/** Where a checked-in item goes. */
export const RoutingViewSchema = z.object({
  route: z.enum([
    'reshelve',
    'hold-shelf',
    'transit',
    'not-ours',
    'check-shelf',
    'repair',
    'inspect',
    'in-process',
    'withdrawn',
    'ill-shelf',
  ]),
  /** In words: "Reshelve", "Hold shelf", "Send to West branch". */
  text: z.string(),
  callNumber: z.string().nullable(),
  branch: z.string().nullable(),
  /** Hold slip label: four letters, an initial, four digits; never the whole name. */
  holdLabel: z.string().nullable(),
});
export type RoutingView = z.infer<typeof RoutingViewSchema>;

export const FeeBriefSchema = z.object({ kind: z.string(), amountMinor: z.int(), text: z.string() });

/** An answer in one language. */
const SaidAnswerSchema = z.object({
  decision: OutcomeSchema,
  commandId: ActIdSchema.optional(),
  dueAt: IsoInstantSchema.optional(),
  dueText: z.string().optional(),
  reasons: z.array(ReasonViewSchema),
  /** A night grant covers reasons that the person signed in may not override: no other person has to sign. In words, with the rest of it. */
  nightGrant: z.object({ text: z.string() }).optional(),
  routing: RoutingViewSchema.optional(),
  fees: z.array(FeeBriefSchema).optional(),
  /** Amount paid for a lost copy that is found now, by the rules: it is credit, to be given back. */
  paidBack: z.object({ amountMinor: z.int(), text: z.string() }).optional(),
  /** Slips that go with the item to the hold shelf or to another branch, as they are printed. */
  slips: z.array(SlipViewSchema).optional(),
  /** Handling cues: parts to hand over or to count, alerts. */
  handling: z.array(z.string()).optional(),
  /** Of a renewal: how often the loan was renewed before, and how often it may be; null = without a limit. */
  renewals: z.object({ before: z.int(), limit: z.int().nullable() }).optional(),
  item: ItemBriefSchema.nullable(),
  patron: PatronBriefSchema.optional(),
  /** The sponsor whose loan it is, where `patron` is a proxy. */
  for: SponsorBriefSchema.optional(),
});
/** An answer in the language of the desk. */
export const CirculationAnswerSchema = SaidAnswerSchema.extend({
  /** It was recorded, and may be undone while nothing happened since. */
  canUndo: z.boolean(),
  /** Key by which `circ.why` returns the trace. Absent where no rule was asked. */
  why: z.string().optional(),
  /** The same in the other language, for an instant switch of the screen's language. Absent where there is no text. */
  other: z.object({ language: LanguageSchema, said: SaidAnswerSchema }).optional(),
});
export type SaidAnswer = z.infer<typeof SaidAnswerSchema>;
export type CirculationAnswer = z.infer<typeof CirculationAnswerSchema>;

/** The expected result: an answer, and whether it is about lending the item or about renewing it for the patron who has it. */
export const ExplanationSchema = SaidAnswerSchema.extend({
  asks: z.enum(['checkout', 'renewal']),
  trace: TraceViewSchema,
});
export type Explanation = z.infer<typeof ExplanationSchema>;

/** A second person: with their own PIN, or by the code that they gave on the phone for a number that this desk shows. */
export const AuthoriserInputSchema = z.union([
  z.object({ staff: z.string().max(128), pin: z.string().max(64) }),
  z.object({ staff: z.string().max(128), challenge: z.string().max(32), code: z.string().max(32) }),
]);
export type AuthoriserInput = z.infer<typeof AuthoriserInputSchema>;

/** The staff member's input for an override. */
export const OverrideInputSchema = z.object({
  codes: z.array(z.string()).min(1),
  reason: z.string().trim().min(1).max(500),
  authoriser: AuthoriserInputSchema.optional(),
  /** The person without an account. Without it nothing is lent to them. */
  newPatron: NewPatronSchema.optional(),
});
export type OverrideInput = z.infer<typeof OverrideInputSchema>;

/** Whether a copy may be called back for a patron, why not, and the message for its borrower. */
export const MayRecallSchema = z.object({
  may: z.boolean(),
  whyNot: z.string().nullable(),
  told: z.string().nullable(),
});
