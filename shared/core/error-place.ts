// The parts of an error that a log may have: its kind and its place, never its text. Texts quote their input: a row
// that is no JSON, a value that a database did not take.

/** Its code, or else its name with the code of the machine, and that of its cause: `HF-DB-003`, `SqliteError SQLITE_FULL`, `TypeError ECONNREFUSED`. */
export function kindOfError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const codes = [codeOf(error), codeOf(error.cause)].filter((code) => code !== '');
  const isOwn = codes[0]?.startsWith('HF-') === true;
  return [...(isOwn ? [] : [error.name]), ...codes].join(' ');
}

/** The lines of code that it came through; empty where not known. */
export function placeOfError(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const { message, stack } = error;
  // The text may have lines that look like places.
  const below = message === '' ? stack : stack.replace(message, () => '');
  return below
    .split('\n')
    .flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : []))
    .join('\n');
}

/** Codes are words of programs: anything else in their place is a text. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_-]{1,40}$/.test(code) ? code : '';
}
