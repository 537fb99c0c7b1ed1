// The host switches to practice, and tests of the page have none: the same desk reports practice, without a sign-in.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import type { TestDesk } from '../desk/test-desk.ts';

export function fakePractice(desk: TestDesk): Pick<Handlers, 'practice.begin' | 'practice.end'> {
  const changeTo = (isOn: boolean) => async () => {
    await desk.ask('session.signOut', {});
    const view = await desk.ask('desk.view', {});
    desk.override('desk.view', () => ({ ...view, session: desk.seen().session, isPractice: isOn }));
    desk.emit('practice.changed', { isOn });
    return {};
  };
  return { 'practice.begin': changeTo(true), 'practice.end': changeTo(false) };
}
