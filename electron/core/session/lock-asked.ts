// A person of the branch locked all of its desks: the person signed in here since before that is signed out, and the
// screens go blank. An old request, received when the line returns, is ignored.

import { lockEntryId } from '../../../shared/circ/model/log-entry.ts';
import { MINUTE_MS } from '../../../shared/core/instant.ts';
import type { Desk } from '../desk.ts';
import { entryNow } from '../facade/log-entries.ts';

/** How late a lock still counts. */
const LATE_MS = 15 * MINUTE_MS;

/** Signs out where that was asked for since the sign-in; returns whether it did. */
export function lockWhereAsked(desk: Desk): boolean {
  const session = desk.session.current();
  const copy = desk.copy();
  if (session === null || copy === null) return false;
  const asked = entryNow(copy, lockEntryId(desk.identity.branch));
  if (asked === null || asked.at <= session.since || asked.at < desk.clock.now() - LATE_MS) return false;
  desk.session.signOut();
  return true;
}
