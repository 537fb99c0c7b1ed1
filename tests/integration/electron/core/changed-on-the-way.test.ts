// Something between desk and server changes the desk's messages. The desk reports it by a code of its own, and acts that came without their arguments
// are sent whole again: once the way is clear, everything is at the server. [I2] [I21] [I26]

import { DAY_MS } from '../../../../shared/core/instant.ts';
import { CommandsRequestSchema } from '../../../../shared/wire/commands.ts';
import type { Envelope } from '../../../../shared/wire/envelope.ts';
import { serverActs, serverRows } from './support/both-ends.ts';
import { openDeskWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { worldClock } from './support/world-clock.ts';

/** Changes the envelopes of requests while there is something that does. */
function openWay() {
  let change: ((envelope: Envelope) => Envelope) | null = null;
  let changed = 0;
  const way: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (change === null || typeof init?.body !== 'string' || !url.endsWith('/v1/commands')) return fetch(input, init);
    const request = CommandsRequestSchema.parse(JSON.parse(init.body));
    changed += request.envelopes.length;
    return fetch(input, { ...init, body: JSON.stringify({ ...request, envelopes: request.envelopes.map(change) }) });
  };
  return {
    fetch: way,
    set: (next: typeof change) => {
      change = next;
    },
    changed: () => changed,
  };
}

test('an act whose arguments were taken off on the way is sent whole, and waits for no person', async () => {
  const world = await openDeskWorld({ items: 4, patrons: 2 });
  const way = openWay();
  // So slow that the desk may have purged the arguments, by its own clock: the server keeps such an act without them.
  const clock = worldClock();
  clock.putOff(-40 * DAY_MS);
  try {
    const desk = await world.desk({ clock, fetch: way.fetch });
    await desk.settled();
    await signIn(desk, 'desk');
    way.set((envelope) => {
      way.set(null);
      return { ...envelope, args: null, salt: null };
    });
    const { commandId } = await desk.ask('circ.checkin', { item: 'barcode-X0' });
    await until('it came whole', async () => (await serverActs(world, desk)).includes(commandId ?? ''));
    await desk.settled();
    expect(way.changed()).toBe(1);
    const open = (await serverRows(world, 'exception')).filter(({ state }) => state === 'open');
    expect(open.map(({ code }) => code)).not.toContain('acts-held');
  } finally {
    await world.end();
  }
});

test('an act changed on the way is told from another copy of the desk, and is taken once the way is clear', async () => {
  const world = await openDeskWorld({ items: 4, patrons: 2 });
  const way = openWay();
  try {
    const desk = await world.desk({ fetch: way.fetch });
    await desk.settled();
    await signIn(desk, 'desk');
    way.set((envelope) => ({ ...envelope, body: envelope.body.replace('"channel":"desk"', '"channel":"dusk"') }));
    const { commandId } = await desk.ask('circ.checkin', { item: 'barcode-X0' });
    await until('it is said', async () => (await desk.ask('sync.status', {})).problem === 'HF-SYNC-121');
    expect(await serverActs(world, desk)).toEqual([]);
    way.set(null);
    await desk.ask('sync.now', {});
    await desk.settled();
    expect(await serverActs(world, desk)).toEqual([commandId]);
    expect((await desk.ask('sync.status', {})).problem).toBeNull();
  } finally {
    await world.end();
  }
});
