// The log of a branch: lists and their ticked steps, gates, messages, incidents and lost property, at one desk and at the other, with the line up and
// down, and in the reports of both.

import type { MethodInput } from '../../shared/bridge/contract.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');

const DAY = { from: '2026-06-10T00:00:00Z', to: '2026-06-12T00:00:00Z' };
const PLACES = ['desk', 'library'] as const;
const MINUTE_MS = 60_000;

test('an entry of a desk is there at once, at the other desk of its branch and in the reports', async () => {
  const { now } = desk;
  const other = await world().readyDesk('desk');
  const see = () => now.ask('log.view', {});
  const lines = ['Lights on', 'Counter on', 'Lights on'];
  await now.ask('log.editList', { list: 'opening', lines });
  await now.ask('log.editList', { list: 'closing', lines: ['Cash counted', 'Doors locked'] });
  await now.ask('log.editList', { list: 'gates', lines: ['North'] });
  await now.ask('log.editList', { list: 'subjects', lines: ['Chemistry'] });
  await now.ask('tally.count', { tier: '4', subject: 'Chemistry' });
  expect(await now.refusal('tally.count', { tier: '4', subject: 'Alchemy' })).toBe('HF-CIRC-251');
  await now.ask('shift.open', {});
  await now.ask('tally.count', { tier: '2', subject: 'Chemistry' });

  // Offline: nothing of it waits for a line.
  world().line.cut();
  await now.ask('log.tick', { list: 'opening', step: 'Lights on', isDone: true });
  await now.ask('log.tick', { list: 'closing', step: 'Cash counted', isDone: true });
  // Of two ticks in one millisecond either may be the later.
  world().clock.forward(1);
  await now.ask('log.tick', { list: 'closing', step: 'Cash counted', isDone: false });
  const read = (reading: number, more: Partial<MethodInput<'log.readGate'>> = {}) =>
    now.ask('log.readGate', { gate: 'North', reading, ...more });
  await read(1_000);
  world().clock.forward(60 * MINUTE_MS);
  await read(1_204);
  expect(await now.refusal('log.readGate', { gate: 'North', reading: 900 })).toBe('HF-CIRC-253');
  expect(await now.refusal('log.readGate', { gate: 'South', reading: 900 })).toBe('HF-CIRC-251');
  world().clock.forward(60 * MINUTE_MS);
  await read(40, { isReset: true });
  const [last] = (await see()).gates[0]?.readings ?? [];
  await read(45, { isReset: true, readAt: last?.at ?? '' });
  expect((await see()).gates).toMatchObject([{ last: { reading: 45 }, today: 249 }]);
  await read(40, { isReset: true, readAt: last?.at ?? '' });
  const wrong = new Date(world().clock.now() - MINUTE_MS).toISOString();
  await read(900, { isReset: true, readAt: wrong });
  expect((await see()).gates).toMatchObject([{ readings: { length: 4 } }]);
  await now.ask('log.takeBackReading', { gate: 'North', readAt: wrong });
  expect(await now.refusal('log.takeBackReading', { gate: 'North', readAt: wrong })).toBe('HF-CIRC-254');
  const { commandId: message } = await now.ask('message.leave', { text: 'The east elevator is out.' });
  const { commandId: incident } = await now.ask('incident.note', {
    text: 'A window was broken.',
    place: 'Room 3',
    toldTo: 'Campus safety',
    patron: 'card-plain',
  });
  const { commandId: umbrella } = await now.ask('found.keep', {
    thing: 'A red umbrella',
    where: 'Stacks',
    heldAt: 'Desk',
  });
  await now.ask('incident.correct', { incident, text: 'Two windows were broken.' });
  const seen = await see();
  expect(seen.steps.map(({ step, done }) => [step, done?.by ?? null])).toEqual([
    ['Lights on', 'supervisor'],
    ['Counter on', null],
    ['Cash counted', null],
    ['Doors locked', null],
  ]);
  expect(seen.gates).toMatchObject([{ gate: 'North', last: { reading: 40 }, today: 244 }]);
  expect(seen.messages).toMatchObject([{ text: 'The east elevator is out.', isRead: true, seen: [] }]);
  expect(seen.incidents).toMatchObject([
    {
      text: 'A window was broken.',
      patron: 'card-plain',
      told: 'Campus safety',
      corrections: [{ text: 'Two windows were broken.', by: 'supervisor' }],
    },
  ]);
  expect(seen.found).toMatchObject([{ thing: 'A red umbrella', ended: null }]);

  world().line.mend();
  await until('the other desk has the message', async () => (await other.ask('log.view', {})).messages.length === 1);
  const there = await other.ask('log.view', {});
  expect(await other.refusal('incident.correct', { incident, text: 'Three' })).toBe('HF-AUTH-024');
  // Desk staff may note incidents, and not read them.
  expect(there.incidents).toBeNull();
  expect(there.messages).toMatchObject([{ isRead: false, by: 'supervisor' }]);
  expect(await other.refusal('incident.end', { incident: message })).toBe('HF-AUTH-024');
  await other.ask('message.see', { message });
  await other.ask('found.end', { found: umbrella, to: 'Its owner' });
  expect(await other.refusal('found.end', { found: umbrella, to: 'Another' })).toBe('HF-CIRC-254');
  await until('the first desk knows', async () => (await see()).found[0]?.ended?.note === 'Its owner');
  expect((await see()).messages[0]?.seen).toMatchObject([{ by: 'desk' }]);
  await now.ask('message.end', { message });
  await now.settled();
  await other.stop();

  for (const place of PLACES) {
    const shift = await now.ask('report.run', { kind: 'shift', of: place, ...DAY });
    const rows = (key: string) => shift.sections.find((one) => one.key === key)?.rows.map((row) => row.slice(0, 2));
    expect(rows('gates')).toEqual([['North', '244']]);
    expect(shift.sections.map(({ heading }) => heading)).toContain('Opening checklist, 1 of 2');
    expect(rows('closing_steps')).toEqual([
      ['Cash counted', 'not done'],
      ['Doors locked', 'not done'],
    ]);
    expect(rows('notes')).toEqual([
      ['Messages left', '1'],
      ['Messages ended', '1'],
      ['Incidents', '1'],
      ['Lost property found', '1'],
      ['Lost property given out', '1'],
    ]);
    // The texts are for the desk alone.
    expect(JSON.stringify(shift)).not.toContain('window');
    expect(rows('tally_subjects')).toEqual([['Chemistry', '1']]);
    const service = await now.ask('report.run', { kind: 'service', of: place, ...DAY });
    const counted = (key: string) =>
      service.sections.find((one) => one.key === key)?.rows.map((row) => row.slice(0, 3));
    expect(counted('opening_days')).toEqual([
      ['Lights on', '1', '1'],
      ['Counter on', '0', '1'],
    ]);
    expect(counted('closing_days')).toEqual([
      ['Cash counted', '0', '1'],
      ['Doors locked', '0', '1'],
    ]);
    expect(service.sections.find(({ key }) => key === 'notes')?.rows).toEqual(rows('notes'));
    expect(JSON.stringify(service)).not.toContain('window');
    expect(service.sections.find(({ key }) => key === 'gates')?.rows).toMatchObject([
      ['North', '244', expect.anything()],
    ]);
    expect(service.sections.find(({ key }) => key === 'tally_subjects')?.rows).toEqual([['Chemistry', '2']]);
  }
});

test('lists are set by those who edit hours', async () => {
  const student = await world().readyDesk('student');
  expect(await student.refusal('log.editList', { list: 'opening', lines: ['Mine'] })).toBe('HF-AUTH-024');
  await student.ask('log.tick', { list: 'opening', step: 'Counter on', isDone: true });
  await student.stop();
});
