// POST /v1/readiness: how ready a desk is for an outage, and which lessons people did there, by its own report. The server keeps the last report of
// each desk as an entry of its branch's log, so that every desk of the branch shows it, with a line or without.

import { z } from 'zod';
import { LessonsDoneSchema } from '../circ/model/lessons.ts';
import { ReadinessFactsSchema } from '../circ/model/readiness.ts';

/** Most people in one report of lessons: the newest of a desk. */
export const MOST_LESSONS = 500;

export const ReadinessRequestSchema = z.object({
  facts: ReadinessFactsSchema,
  /** People's progress in the lessons, made in practice at this desk. */
  lessons: z.array(LessonsDoneSchema).max(MOST_LESSONS).default([]),
});
export type ReadinessRequest = z.output<typeof ReadinessRequestSchema>;

export const ReadinessResponseSchema = z.object({});
export type ReadinessResponse = z.infer<typeof ReadinessResponseSchema>;
