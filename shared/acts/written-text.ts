// Text that a person wrote with an act: a condition, a note, or the place where something was found. It stands in the
// arguments alone, and goes with them. [I19]

import { z } from 'zod';

const filled = z
  .string()
  .transform((text) => (text === '' ? null : text))
  .nullish()
  .catch(null);

/** The arguments that hold such text. */
export const WrittenSchema = z.object({
  condition: filled,
  note: filled,
  place: filled,
  fields: z.object({ condition: filled }).optional().catch(undefined),
});

/** The text in these; null = none. */
export function textIn({ condition, note, place, fields }: Partial<z.infer<typeof WrittenSchema>>): string | null {
  return condition ?? fields?.condition ?? note ?? place ?? null;
}

/** The text in the arguments of a command; null = none, or purged. */
export function writtenIn(command: unknown): string | null {
  return textIn(WrittenSchema.safeParse(command).data ?? {});
}
