// When another person comes to the desk. What a person typed waits behind that person's own lock, and is nobody else's.

import type { DeskLink } from './desk-link.ts';

/** Calls when another person than the one before signs in; not at a lock, nor when the same person is back. */
export function onOtherPerson(link: DeskLink, then: () => void): void {
  const seen = { staffId: '' };
  link.on('session.changed', (session) => {
    if (session === null || session.staffId === seen.staffId) return;
    seen.staffId = session.staffId;
    then();
  });
}
