// The anchor of a heading: what a link to it names, here and where the handbook is read on the web.

/** The anchor of a heading, as GitHub makes it: small letters, digits and marks of words; spaces become hyphens. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
