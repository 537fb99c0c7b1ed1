// Acts that wait at a desk, exported as a file by its manager and handed in at another desk: sealed on the way, taken
// once. [I2] [I21]

import { openCarried } from '../../../../server/desks/open-carried.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { formatLocalMoment } from '../../../../shared/core/local-moment.ts';
import type { Branch } from '../../../../shared/circ/model/branch.ts';
import { readSealed } from '../../../../shared/wire/sealed-file.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const ZONE = 'America/New_York';
const MAIN: Branch = {
  id: branchId('main'),
  name: 'Main',
  parent: null,
  kind: 'system',
  system: branchId('main'),
  zone: ZONE,
};
const world = sharedWorld({
  items: 12,
  patrons: 2,
  async fill(writer) {
    await writer.putRows('branch', [MAIN]);
  },
});
const desk = freshDesk(world);

const lendOffline = async (items: readonly string[]): Promise<string> => {
  world().line.cut();
  await until('the desk says that it is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  for (const item of items) await desk.now.ask('circ.checkout', { patron: 'card-P0', item: `barcode-${item}` });
  return (await desk.now.ask('ledger.export', {})).text;
};

test('the file holds every act without an answer for the server alone, and who took it is kept', async () => {
  const text = await lendOffline(['X0', 'X1']);
  expect(text).not.toMatch(/card-P0|barcode-X|checkout/);
  const read = readSealed(text);
  if (!read.ok) throw new Error(read.error.why);
  const { head, parts, text: line } = read.value;
  const { deskName } = desk.now.core.files.identity;
  expect(head).toMatchObject({ acts: 2, parts: 1, deskName, library: desk.now.core.files.identity.library.id });
  const request = { head: line, index: 0, part: parts[0] ?? { from: 0, acts: 0, sealed: '' } };
  const opened = await openCarried(world().parts, request);
  expect(opened.envelopes.map(({ args }) => args).join('')).toContain('P0');
  const renamed = { ...request, head: line.replace(`"${deskName}"`, '"Another"') };
  await expect(openCarried(world().parts, renamed)).rejects.toMatchObject({ code: 'HF-SERVER-019' });
  const noted = desk.now.core.files.ledger.all("SELECT detail FROM session_entry WHERE kind = 'exported'");
  expect(noted).toEqual([{ detail: '{"acts":2}' }]);
});

test('another desk hands it in once however often it does, cannot read it, and keeps who did', async () => {
  const text = await lendOffline(['X2', 'X3', 'X4']);
  world().line.mend();
  await desk.now.ask('sync.pause', { on: true });
  const other = await world().readyDesk();
  const looked = await other.ask('ledger.look', { text });
  expect(looked).toMatchObject({ acts: 3, desk: desk.now.core.files.identity.deskName, isSealed: true, isOwn: false });
  const taken = { acts: 3, outcomes: { applied: 3 }, own: 0, stopped: null };
  expect(await other.ask('ledger.import', { text })).toEqual(taken);
  expect(await other.ask('ledger.import', { text })).toEqual(taken);
  await other.settled();
  expect((await other.ask('item.view', { barcode: 'barcode-X4' })).status).toBe('on-loan');
  const { deskId } = desk.now.core.files.identity;
  expect(other.core.files.ledger.all("SELECT detail FROM session_entry WHERE kind = 'imported' LIMIT 1")).toEqual([
    { detail: JSON.stringify({ desk: deskId, acts: 3 }) },
  ]);
  await desk.now.ask('sync.now', {});
  await desk.now.settled();
  expect((await desk.now.ask('sync.status', {})).pending).toBe(0);
  expect(await desk.now.ask('ledger.import', { text })).toMatchObject({ own: 3, outcomes: {} });
});

test('a file is named after its desk and the time on its clock; what is no whole file, of another library, or sealed for another server is not taken', async () => {
  const text = await lendOffline(['X5']);
  const clockFace = (): string => formatLocalMoment(world().clock.now(), ZONE).replace(/\D/g, '');
  const before = clockFace();
  const { name } = await desk.now.ask('ledger.export', {});
  const words = desk.now.core.files.identity.deskName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  expect([before, clockFace()].map((face) => `holdfast-${words}-${face}.ndjson`)).toContain(name);
  world().line.mend();
  const other = await world().readyDesk();
  expect(await other.refusal('ledger.look', { text: text.slice(0, -30) })).toBe('HF-SYNC-006');
  expect(await other.refusal('ledger.look', { text: 'anything' })).toBe('HF-SYNC-006');
  const elsewhere = text.replace(/"library":"[^"]+"/, '"library":"elsewhere"');
  expect(await other.refusal('ledger.import', { text: elsewhere })).toBe('HF-SYNC-007');
  const changed = text.replace(/"firstAt":\d+/, '"firstAt":1');
  expect(await other.ask('ledger.import', { text: changed })).toMatchObject({
    outcomes: {},
    stopped: { why: 'not-opened' },
  });
});

test('a student assistant takes none, and hands none in', async () => {
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('ledger.export', {})).toBe('HF-AUTH-024');
  expect(await desk.now.refusal('ledger.import', { text: '' })).toBe('HF-AUTH-024');
});
