// What waits behind an exception and can be let go.

import { isLeftOutStill, SAYS_HELD } from '../../../shared/circ/held-exceptions.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';

/** Whether something waits behind it that can be let go. What somebody left out is still held, and may be let go after all. */
export function isReleasable(exception: Exception): boolean {
  const { code, state } = exception;
  const waits = SAYS_HELD.has(code) || code === 'desk-silent';
  return (waits && state === 'open') || isLeftOutStill(exception);
}
