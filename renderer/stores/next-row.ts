// Which row the arrow keys lead to: the first or the last where none is in focus, and never beyond the ends.

import type { ListRow } from '../../shared/views/list.ts';

/** The key of the row; null without rows. */
export function nextRow(rows: readonly ListRow[], focus: string | null, by: 1 | -1): string | null {
  const at = rows.findIndex(({ key }) => key === focus);
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by));
  return rows[next]?.key ?? null;
}
