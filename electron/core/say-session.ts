// Reports the person signed in to every window when the person or their rights change. Data kept for a person ends with
// their sign-in.

import type { SessionView } from '../../shared/views/session.ts';
import type { Desk } from './desk.ts';
import { sessionView } from './facade/desk-view.ts';

/** The session last sent to the windows, as text, and its sign-in. */
type Said = { session: string; signIn: string };

export function saidOf(session: SessionView | null): Said {
  return { session: JSON.stringify(session), signIn: session === null ? '' : `${session.staffId} ${session.since}` };
}

export function saySession(desk: Desk, said: Said, say: (session: SessionView | null) => void): void {
  const session = sessionView(desk);
  const now = saidOf(session);
  if (now.session === said.session) return;
  if (now.signIn !== said.signIn) desk.traces.drop();
  Object.assign(said, now);
  say(session);
}
