// Settings at a server of an older version, which drops the groups that it does not know: the desk does not say that they are set.

import { changeHabits } from '../../../../electron/core/facade/habits.ts';
import type { Desk } from '../../../../electron/core/desk.ts';
import { PINS, sharedDesk, sharedWorld } from './support/desk-world.ts';
import { WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, items: 1, patrons: 1 });
const desk = sharedDesk(world, 'supervisor');
const pin = PINS.supervisor;

/** The desk at its server as it was before carts and handling. */
const atOlderServer = (own: Desk): Desk => ({
  ...own,
  habits: async ({ habits, seen, ...asked }, staff) => {
    const { carts: _, cues: __, ...known } = habits;
    const { carts: ___, cues: ____, ...knownSeen } = seen;
    const {
      carts: _____,
      cues: ______,
      ...set
    } = await own.habits({ ...asked, habits: known, seen: knownSeen }, staff);
    return set;
  },
});

test('keys are set there, and carts that were dropped are told', async () => {
  const { desk: own } = desk.now.core;
  const older = atOlderServer(own);
  const keys = { undo: 'F12' };
  const set = await changeHabits(older, { habits: { keys }, seen: {}, pin });
  expect(set.habits).toEqual({ keys });
  const carts = { main: [{ name: 'Science', from: 'QA' }] };
  const withCarts = { habits: { keys, carts }, seen: { keys }, pin };
  await expect(changeHabits(older, withCarts)).rejects.toMatchObject({ code: 'HF-RULES-012' });
  expect((await changeHabits(own, withCarts)).habits).toEqual({ keys, carts });
});
