// Events in Evergreen's answers: a code for success or refusal, alone, in a list, or inside the result of a hold.

import { z } from 'zod';

const EventSchema = z.object({
  textcode: z.string(),
  payload: z.unknown().optional(),
  /** The right that is missing. */
  ilsperm: z.string().optional(),
  /** Where a copy is to go. */
  org: z.unknown().optional(),
});
export type EvergreenEvent = z.infer<typeof EventSchema>;

const HeldSchema = z.object({ result: z.unknown().optional(), last_event: z.unknown().optional() });
/** Events lie in each other no deeper. */
const DEEPEST = 4;

/** Every event of a value; none where it is a plain result. */
export function eventsIn(value: unknown, depth = 0): readonly EvergreenEvent[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => eventsIn(one, depth + 1));
  const event = EventSchema.safeParse(value);
  if (event.success) return [event.data];
  const { result, last_event: last } = HeldSchema.safeParse(value).data ?? {};
  return [...eventsIn(result, depth + 1), ...eventsIn(last, depth + 1)];
}

/** The codes of refusals among events. */
export function refusalsIn(value: unknown): readonly string[] {
  return eventsIn(value).flatMap(({ textcode }) => (textcode === 'SUCCESS' ? [] : [textcode]));
}
