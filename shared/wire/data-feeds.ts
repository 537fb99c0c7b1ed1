// POST /v1/data-feeds: recurring files of other offices, such as the registrar's nightly one, for people at a desk who may: the changes of each run,
// and a run that stopped before it would end too many accounts, to be approved or refused. Deciding asks for their PIN; the server checks both.

import { z } from 'zod';
import { ItemIdSchema, PatronIdSchema, StaffIdSchema } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { ImportRunSchema } from './import-runs.ts';

/** `stopped`: its guard asks a person. `applying`: it is being written. `superseded`: a newer file came before anyone decided. */
export const FEED_STATES = [
  'taken',
  'stopped',
  'approved',
  'applying',
  'done',
  'refused',
  'superseded',
  'failed',
] as const;
export const FeedStateSchema = z.enum(FEED_STATES);
export type FeedState = z.infer<typeof FeedStateSchema>;

/** Outcome of a row: new here, other fields, its account ends, it is back, fields that staff wrote stay, or it is in the file no more. */
export const FEED_CHANGES = ['added', 'changed', 'ended', 'returned', 'kept', 'gone'] as const;
export const FeedChangeSchema = z.enum(FEED_CHANGES);
export type FeedChange = z.infer<typeof FeedChangeSchema>;

const counts = {
  /** Rows of the file, and those of them that were not taken. */
  rows: z.int(),
  rejected: z.int(),
  /** People or copies that the feed had before. */
  known: z.int(),
  added: z.int(),
  changed: z.int(),
  ended: z.int(),
  returned: z.int(),
  kept: z.int(),
  gone: z.int(),
  /** How often each field changes. */
  fields: z.record(z.string(), z.int()),
};

/** Why it stopped: too many would end, too many rows are not taken, or the file has no row. */
export const FeedStopSchema = z.enum(['ends', 'rejected', 'empty']);

export const FeedReportSchema = z.object({
  ...counts,
  stops: FeedStopSchema.nullable(),
  /** Rows without an id may be any person: such a file ends no account. */
  endsWithheld: z.boolean(),
  /** Rows that were not taken, by their lines; the first few hundred. */
  wrong: z.array(z.object({ line: z.int(), reason: z.string() })),
  notes: z.array(z.object({ line: z.int().nullable(), text: z.string() })),
  /** Some rows of each sort. */
  samples: z.array(
    z.object({
      what: FeedChangeSchema,
      patronId: PatronIdSchema.nullable(),
      itemId: ItemIdSchema.nullable(),
      fields: z.array(z.string()),
    }),
  ),
});
export type FeedReport = z.infer<typeof FeedReportSchema>;

export const DataFeedsAskSchema = z.discriminatedUnion('do', [
  /** The feeds, and the newest runs. */
  z.object({ do: z.literal('list') }),
  z.object({ do: z.literal('show'), run: z.string().min(1).max(64) }),
  z.object({ do: z.literal('approve'), run: z.string().min(1).max(64) }),
  z.object({ do: z.literal('refuse'), run: z.string().min(1).max(64), reason: z.string().trim().min(1).max(500) }),
]);
export type DataFeedsAsk = z.infer<typeof DataFeedsAskSchema>;

export const DataFeedsRequestSchema = z.object({
  staffId: StaffIdSchema,
  /** Null where nothing is to change. */
  pin: z.string().min(1).max(64).nullable(),
  ask: DataFeedsAskSchema,
});
export type DataFeedsRequest = z.infer<typeof DataFeedsRequestSchema>;

const FeedViewSchema = z.object({
  name: z.string(),
  kind: z.enum(['patrons', 'items']),
  /** Where its files come from, without a name or password. */
  from: z.string(),
  /** `03:30` on the clock of the library; null = all the time. */
  at: z.string().nullable(),
  lookedAt: InstantSchema.nullable(),
  fault: z.object({ at: InstantSchema, code: z.string() }).nullable(),
});

export const FeedRunViewSchema = z.object({
  id: z.string(),
  number: z.int(),
  feed: z.string(),
  kind: z.enum(['patrons', 'items']),
  state: FeedStateSchema,
  file: z.string(),
  takenAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  /** Null until the file was looked through. */
  counts: z.object({ ...counts, stops: FeedStopSchema.nullable() }).nullable(),
  decided: z.object({ at: InstantSchema, by: z.string(), reason: z.string() }).nullable(),
  fault: z.object({ code: z.string(), params: z.record(z.string(), z.string()) }).nullable(),
});
export type FeedRunView = z.infer<typeof FeedRunViewSchema>;

export const DataFeedsResponseSchema = z.object({
  feeds: z.array(FeedViewSchema),
  runs: z.array(FeedRunViewSchema),
  /** Imports by a command; absent from a server of an older version. */
  imports: z.array(ImportRunSchema).optional(),
  shown: z
    .object({
      run: FeedRunViewSchema,
      endsWithheld: z.boolean(),
      wrong: FeedReportSchema.shape.wrong,
      notes: FeedReportSchema.shape.notes,
      /** By a card or barcode, to open it by; null where it is gone, or not there yet. */
      samples: z.array(
        z.object({
          what: FeedChangeSchema,
          card: z.string().nullable(),
          barcode: z.string().nullable(),
          fields: z.array(z.string()),
        }),
      ),
    })
    .nullable(),
});
export type DataFeedsResponse = z.infer<typeof DataFeedsResponseSchema>;

const FeedRefusalSchema = z.enum(['HF-IMPORT-063', 'HF-IMPORT-064']);
export type FeedRefusal = z.infer<typeof FeedRefusalSchema>;

/** Whether an error is sent in the answer, with its names. */
export function isFeedRefusal(code: string): code is FeedRefusal {
  return FeedRefusalSchema.safeParse(code).success;
}

/** One of the two is there. */
export const DataFeedsAnswerSchema = z.object({
  feeds: DataFeedsResponseSchema.nullable(),
  refused: z.object({ code: FeedRefusalSchema, params: z.record(z.string(), z.string()) }).nullable(),
});
export type DataFeedsAnswer = z.infer<typeof DataFeedsAnswerSchema>;
