// Text that every database keeps as it is: no character zero, which PostgreSQL does not take, and no half of a surrogate pair, which has no bytes.
// Both can be written in JSON, by their escapes; no honest desk sends them as such.

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
