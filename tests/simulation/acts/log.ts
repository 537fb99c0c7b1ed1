// The log of branches and the reference tally: lists set, steps ticked and taken back, gates read, messages, incidents and lost property.

import { z } from 'zod';
import { formatInstant, HOUR_MS } from '../../../shared/core/instant.ts';
import type { LogView } from '../../../shared/views/desk-log.ts';
import { asked } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

const LINES = ['lights', 'doors', 'cash', 'book drop'] as const;

export const editLogList = act(1, (world, desk) => {
  const { chance } = world;
  const list = chance.pick(['gates', 'gates', 'opening', 'closing', 'subjects'] as const);
  return asked(world, desk, 'log.editList', { list, lines: LINES.slice(0, chance.between(0, LINES.length)) });
});

export const tickStep = act(2, (world, desk) => {
  const { chance } = world;
  const list = chance.pick(['opening', 'closing'] as const);
  return asked(world, desk, 'log.tick', { list, step: chance.pick(LINES), isDone: !chance.oneIn(3) });
});

export const readGate = act(1, async (world, desk) => {
  const { chance } = world;
  const [gate] = (await viewOf(world, desk))?.gates ?? [];
  const input = { gate: gate?.gate ?? 'a gate', reading: chance.between(0, 5_000), isReset: chance.oneIn(2) };
  if (input.reading % 4 !== 0) return void (await asked(world, desk, 'log.readGate', input));
  // A counter's own file, of the hours before: files of two desks have hours in common.
  const hour = Math.floor(world.clockOf(desk).now() / HOUR_MS) * HOUR_MS;
  const lines = [0, 1, 2].map((ago) => `${formatInstant(hour - ago * HOUR_MS)},${input.gate},${input.reading + ago}`);
  await asked(world, desk, 'log.takeGateFile', { name: 'gates.csv', text: ['time,gate,count', ...lines].join('\n') });
});

export const takeBackReading = act(1, async (world, desk) => {
  const gates = async () => (await viewOf(world, desk))?.gates ?? [];
  // Few days have a gate with a reading by themselves.
  if ((await gates()).length === 0)
    await asked(world, desk, 'log.editList', { list: 'gates', lines: LINES.slice(0, 2) });
  const [first] = await gates();
  if (first === undefined) return;
  if (first.readings.length === 0)
    await asked(world, desk, 'log.readGate', {
      gate: first.gate,
      reading: world.chance.between(0, 5_000),
      isReset: true,
    });
  const [gate] = await gates();
  const [reading] = gate?.readings ?? [];
  if (gate === undefined || reading === undefined) return;
  await asked(world, desk, 'log.takeBackReading', { gate: gate.gate, readAt: reading.at });
});

export const leaveMessage = act(1, (world, desk) =>
  asked(world, desk, 'message.leave', { text: `word ${world.chance.between(1, 9)}` }),
);
export const seeMessage = act(1, (world, desk) => onSome(world, desk, 'messages', 'message.see', 'message'));
export const endMessage = act(1, (world, desk) => onSome(world, desk, 'messages', 'message.end', 'message'));
export const noteIncident = act(1, (world, desk) => asked(world, desk, 'incident.note', { text: 'a window broke' }));
export const endIncident = act(1, (world, desk) => onSome(world, desk, 'incidents', 'incident.end', 'incident'));
export const correctIncident = act(1, (world, desk) =>
  onSome(world, desk, 'incidents', 'incident.correct', 'incident', { text: 'two windows broke' }),
);
export const keepFound = act(1, (world, desk) => asked(world, desk, 'found.keep', { thing: 'an umbrella' }));
export const startInventory = act(1, (world, desk) =>
  asked(world, desk, 'inventory.start', { name: 'a range', location: null, from: null, to: null }),
);
export const endInventory = act(1, async (world, desk) => {
  const view = await asked(world, desk, 'list.view', { list: 'inventories' });
  const open = InventoriesSchema.safeParse(view).data?.rows.filter(({ acts }) => acts.length > 1) ?? [];
  if (open.length === 0) return;
  await asked(world, desk, 'inventory.end', { inventory: world.chance.pick(open).key });
});
const InventoriesSchema = z.object({ rows: z.array(z.object({ key: z.string(), acts: z.array(z.unknown()) })) });
export const endFound = act(1, (world, desk) =>
  onSome(world, desk, 'found', 'found.end', 'found', { to: 'its owner' }),
);

/** A question, which is sometimes described and sometimes taken back. */
export const tally = act(2, async (world, desk) => {
  const { chance } = world;
  const tier = chance.pick(['1', '3', '6', 'directional'] as const);
  const counted = await asked(world, desk, 'tally.count', { tier });
  if (counted?.commandId === undefined) return;
  const { commandId } = counted;
  if (chance.oneIn(3))
    await asked(world, desk, 'tally.describe', {
      tally: commandId,
      mode: chance.pick(['phone', 'chat']),
      subject: null,
    });
  if (chance.oneIn(3)) await asked(world, desk, 'circ.undo', { commandId });
});

async function viewOf(world: World, desk: SimDesk): Promise<LogView | null> {
  const answer = await world.call(desk, 'log.view', {});
  return answer?.ok === true ? parseView(answer.value) : null;
}

/** A desk's answer; its form is the contract's. */
const parseView = (value: unknown) => value as LogView;

async function onSome(
  world: World,
  desk: SimDesk,
  ...[kind, method, name, more = {}]: [
    'messages' | 'incidents' | 'found',
    string,
    'message' | 'incident' | 'found',
    object?,
  ]
): Promise<void> {
  const ids = ((await viewOf(world, desk))?.[kind] ?? []).map(({ id }) => id);
  if (ids.length === 0) return;
  await asked(world, desk, method, { [name]: world.chance.pick(ids), ...more });
}
