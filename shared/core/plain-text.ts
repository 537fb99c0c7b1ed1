// Text that every database keeps as it is: no character zero, which PostgreSQL does not take, and no half of a surrogate pair, which has no bytes.
// Both can be written in JSON, by their escapes. Desks refuse them before they record anything.

/** Whether every text in a value of JSON is plain, names of fields included; however deep it goes. */
export function isPlain(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string' && !isPlainText(next)) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const key in next) if (!isPlainText(key)) return false;
    for (const inner of Object.values(next)) open.push(inner);
  }
  return true;
}

function isPlainText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** JSON with a sign of its own in place of every escape that is not plain: for acts that were recorded before desks refused such text. */
export function plainJson(text: string): string {
  return text.replace(ESCAPES, (escape, high?: string) =>
    escape === '\\\\' || high !== undefined ? escape : '\\ufffd',
  );
}

/** A backslash, a surrogate pair, or a sign that is not plain; in this order, so that a part of the first two is none of the third. */
const ESCAPES = /\\\\|\\u(d[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}|\\u(?:0000|d[89a-f][0-9a-f]{2})/gi;
