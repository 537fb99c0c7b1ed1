// The reference tally: one key a question, described or undone afterwards, and the same in the reports of the desk and of the library.

import { WEDNESDAY, fillVariedLibrary } from '../integration/electron/core/support/varied-library.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');

const DAY = { from: '2026-06-10T00:00:00Z', to: '2026-06-12T00:00:00Z' };

const rowsIn = async (kind: 'shift' | 'service', of: 'desk' | 'library', key: string) => {
  const { sections } = await desk.now.ask('report.run', { kind, of, ...DAY });
  return sections.find((one) => one.key === key)?.rows ?? [];
};

test('questions are counted, described and undone, and every report has those that stand', async () => {
  const { now } = desk;
  await now.ask('shift.open', {});
  const { commandId: first } = await now.ask('tally.count', { tier: '3' });
  await now.ask('tally.count', { tier: '3', mode: 'phone' });
  await now.ask('tally.count', { tier: 'directional' });
  const { commandId: wrong } = await now.ask('tally.count', { tier: '6' });
  await now.ask('circ.undo', { commandId: wrong });
  expect(await now.refusal('circ.undo', { commandId: wrong })).toBe('HF-CIRC-002');
  expect(await now.refusal('tally.describe', { tally: wrong, mode: 'chat', subject: null })).toBe('HF-CIRC-250');
  await now.ask('tally.describe', { tally: first, mode: 'email', subject: null });
  await now.ask('tally.describe', { tally: first, mode: 'chat', subject: null });
  const { tallies } = await now.ask('tally.list', {});
  expect(tallies.map(({ tier, mode }) => [tier, mode])).toEqual([
    ['directional', null],
    ['3', 'phone'],
    ['3', 'chat'],
  ]);
  expect((await now.ask('shift.today', {})).tallies).toBe(3);
  await now.settled();
  for (const place of ['desk', 'library'] as const) {
    for (const kind of ['shift', 'service'] as const) {
      const rows = await rowsIn(kind, place, 'tally');
      const counted = new Map(rows.map(([tier, ...figures]) => [tier, figures]));
      expect(counted.get('READ 3')).toEqual(['2', '0', '1', '1', '0']);
      expect(counted.get('Directional')).toEqual(['1', '0', '0', '0', '0']);
      expect(counted.get('READ 6')?.[0]).toBe('0');
    }
  }
});
