// Errors of the desk core read as part of a line; on screen they stand alone, as sentences.

/** The text with a capital letter at its beginning and a full stop at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const begun = `${trimmed.charAt(0).toLocaleUpperCase()}${trimmed.slice(1)}`;
  return /[.!?…”»]$/.test(begun) ? begun : `${begun}.`;
}
