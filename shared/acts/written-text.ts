// Text that a person wrote with an act: a condition, names of its photos, a note, or the place where something was found. It stands in the
// arguments alone, and goes with them. [I19]

import { z } from 'zod';

const filled = z
  .string()
  .transform((text) => (text === '' ? null : text))
  .nullish()
  .catch(null);

const names = z.array(z.string()).nullish().catch(null);

/** The arguments that hold such text. */
export const WrittenSchema = z.object({
  condition: filled,
  photos: names,
  note: filled,
  place: filled,
  fields: z.object({ condition: filled, conditionPhotos: names }).optional().catch(undefined),
});
type Written = z.infer<typeof WrittenSchema>;

/** The text in these; null = none. */
export function textIn({ condition, note, place, fields }: Partial<Written>): string | null {
  return condition ?? fields?.condition ?? note ?? place ?? null;
}

/** The names of photos in these. */
export function photosIn({ photos, fields }: Pick<Partial<Written>, 'photos' | 'fields'>): readonly string[] {
  return photos ?? fields?.conditionPhotos ?? [];
}

/** The text in the arguments of a command; null = none, or purged. */
export function writtenIn(command: unknown): string | null {
  return textIn(WrittenSchema.safeParse(command).data ?? {});
}
