// `desk.view` and `session.current`: state of the desk and of the session, for the screen.

import { formatInstant } from '../../../shared/core/instant.ts';
import type { DeskView, SessionView } from '../../../shared/views/session.ts';
import { branchCalendars } from '../../../shared/rules/branch-calendars.ts';
import type { Desk } from '../desk.ts';
import { deskZone } from '../desk-sight.ts';

/** The person signed in, or null. */
export function sessionView(desk: Desk): SessionView | null {
  const session = desk.session.current();
  if (session === null) return null;
  const { staffId, staff, role, rights, since } = session;
  return { staffId, staff, role, rights: [...rights], since: formatInstant(since) };
}

/** The desk. */
export function deskView(desk: Desk): DeskView {
  const { identity, config } = desk;
  const { demo } = config;
  return {
    deskId: identity.deskId,
    name: identity.deskName,
    branch: identity.branch,
    branchName: desk.copy()?.library.branchName(identity.branch) ?? '',
    libraryName: identity.library.name,
    zone: deskZone(desk),
    currency: identity.library.currency,
    language: desk.language(),
    clockShiftMs: config.clockShiftMs,
    shell: config.shell,
    keyUnprotected: desk.keyUnprotected,
    demo: demo === null ? null : { staff: [...demo.staff], patrons: [...demo.patrons], items: [...demo.items] },
    isPractice: config.isPractice ?? false,
    undoNeedsReason: desk.copy()?.library.deskTerms().undoNeedsReason ?? false,
    ...keysHere(desk),
    reservesName: desk.copy()?.library.reservesName() ?? null,
    lastClosing: lastClosing(desk),
    session: sessionView(desk),
  };
}

/** Keys that the library chose. */
function keysHere(desk: Desk): Pick<DeskView, 'keys'> {
  const keys = desk.copy()?.library.deskTerms().keys;
  return keys === undefined ? {} : { keys };
}

/** When the branch of this desk last closed, by the calendar in force. */
function lastClosing(desk: Desk): DeskView['lastClosing'] {
  const now = desk.clock.now();
  const rules = desk.copy()?.library.rulesAt(now) ?? null;
  const times = rules === null ? null : branchCalendars(rules)(desk.identity.branch);
  const at = times === null ? null : times.lastClosing(now);
  return at === null ? null : { at: formatInstant(at) };
}
