// What waits at a desk, taken out as a file by whoever manages it.

import { readCarried } from '../../../../shared/wire/carried-file.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 4, patrons: 2 });
const desk = freshDesk(world);

test('the file holds every act without an answer, and who took it is kept', async () => {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  for (const item of ['X0', 'X1']) {
    await desk.now.ask('circ.checkout', { patron: 'card-P0', item: `barcode-${item}` });
  }
  const { name, text, acts } = await desk.now.ask('ledger.export', {});
  expect(name).toMatch(/^holdfast-.*\.ndjson$/);
  const read = readCarried(text);
  expect(read.ok && read.value.envelopes.length).toBe(2);
  expect(acts).toBe(2);
  const noted = desk.now.core.files.ledger.all("SELECT detail FROM session_entry WHERE kind = 'exported'");
  expect(noted).toEqual([{ detail: '{"acts":2}' }]);
});

test('a student assistant takes none', async () => {
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('ledger.export', {})).toBe('HF-AUTH-024');
});
