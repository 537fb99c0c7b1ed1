// `desk.view` and `session.current`: what the screen knows of the desk and of who is signed in.

import { formatInstant } from '../../../shared/core/instant.ts';
import type { DeskView, SessionView } from '../../../shared/bridge/views/session.ts';
import { deskZone, type Desk } from '../desk.ts';

/** Who is signed in, or null. */
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
    branchName: desk.copy()?.library.branchName(identity.branch) ?? identity.branch,
    libraryName: identity.library.name,
    zone: deskZone(desk),
    currency: identity.library.currency,
    language: desk.language(),
    clockShiftMs: config.clockShiftMs,
    shell: config.shell,
    keyUnprotected: desk.keyUnprotected,
    demo: demo === null ? null : { staff: [...demo.staff], patrons: [...demo.patrons], items: [...demo.items] },
    session: sessionView(desk),
  };
}
