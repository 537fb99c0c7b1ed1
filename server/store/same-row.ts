// Whether a row is the one that a stored text holds, with its fields in any order.

import { isDeepStrictEqual } from 'node:util';

export function isSameRow(body: string | undefined, row: unknown): boolean {
  if (body === undefined) return false;
  const text = JSON.stringify(row);
  return body === text || isDeepStrictEqual(JSON.parse(body), JSON.parse(text));
}
