// No patron data where it does not belong. A patron whose name, card and birth date are found nowhere else goes through every path of the
// program; then logs, errors, metrics and the bytes of every file are searched for them. [I19]

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskApi, type DeskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { withRows, writeExport } from '../../../unit/server/import/support/small-export.ts';
import { ITEM_IN, ITEM_OUT, STAFF, enrolledDesk, serveLibrary } from './support/library.ts';
import { openProgram, type Program, type Running } from './support/program.ts';

const CARD = '77331188990042';
const NAME = 'Quillworthy';
const GIVEN = 'Zephyrine';
const BORN = '1987-11-23';
const REASON = 'lives beside the lighthouse of Quarnby';
const MARKS = [CARD, NAME, GIVEN, BORN, 'Quarnby'];

/** Which marks stand in a text or in bytes, in any case and as UTF-16 as well. */
function marksIn(content: Buffer | string): string[] {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const folded = bytes.toString('latin1').toLowerCase();
  return MARKS.filter((mark) => folded.includes(mark.toLowerCase()) || bytes.includes(Buffer.from(mark, 'utf16le')));
}

function marksInFolder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) =>
      marksIn(readFileSync(join(entry.parentPath, entry.name))).map((mark) => `${entry.name}: ${mark}`),
    );
}

async function makeMarkedLibrary(program: Program): Promise<void> {
  const folder = writeExport({
    cards: withRows('cards', `3,12,${CARD},1,1`),
    patrons: withRows('patrons', `12,${CARD},2,${GIVEN},${NAME},4,1,0,0,2027-01-01 00:00:00-08,${BORN},0`),
  });
  try {
    await program.lines(['import', '--from', 'evergreen', '--into', program.path('central'), folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const place = ['--database', 'embedded', '--data', program.path('central')];
  await program.lines(['staff', 'add', STAFF.staff, '--role', 'supervisor', '--pin', STAFF.pin, ...place]);
}

const settled = (api: DeskApi) =>
  waitUntil('all is confirmed', 30_000, async () => {
    await api.get('sync.now', {});
    const { pending, replicaPos, headPos } = await api.get('sync.status', {});
    return pending === 0 && replicaPos === headPos && replicaPos > 0;
  });

/** Lends, refuses, overrides, renews, holds, pays and waives; and asks for what does not exist. Returns the texts of every refusal. */
async function workWith(api: DeskApi): Promise<string> {
  await api.get('session.signIn', STAFF);
  await api.get('patron.find', { query: NAME.slice(0, 4), limit: 5 });
  await api.get('patron.details', { card: CARD });
  await api.get('circ.checkout', { patron: CARD, item: ITEM_IN });
  await api.get('circ.renew', { item: ITEM_IN });
  const codes = (await api.get('circ.checkout', { patron: CARD, item: ITEM_OUT })).reasons.map(({ code }) => code);
  await api.get('circ.checkout', { patron: CARD, item: ITEM_OUT, override: { codes, reason: REASON } });
  await api.get('fee.add', { patron: CARD, charge: 'damage', amountMinor: 500, note: REASON });
  await api.get('payment.take', { patron: CARD, amountMinor: 200, method: 'cash' });
  await api.get('rules.explain', { patron: CARD, item: ITEM_IN });
  const wrong = [
    await api.call('patron.view', { card: `${CARD}0` }),
    await api.call('circ.checkout', {
      patron: CARD,
      item: `${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}${CARD}`,
    }),
    await api.call('payment.take', { patron: CARD, amountMinor: -1, method: NAME as 'cash' }),
    await api.call('session.signIn', { staff: NAME, pin: CARD }),
  ];
  return JSON.stringify(wrong.filter(({ ok }) => !ok));
}

/** Requests to the server that carry the marks where they do not belong. Returns what it answered. */
async function askWrongly(url: string): Promise<string> {
  const ask = async (path: string, body?: string) => {
    const sent = body === undefined ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    return (await fetch(new URL(path, url), sent)).text();
  };
  const answers = [
    await ask(`/v1/patrons?card=${CARD}`),
    await ask(`/${NAME}/${CARD}`),
    await ask('/v1/commands', JSON.stringify({ envelopes: [{ body: NAME, args: CARD }] })),
    await ask('/v1/enrol', JSON.stringify({ code: CARD, name: NAME })),
    await ask('/v1/commands', `{"${NAME}": ${CARD}`),
  ];
  return answers.join('\n');
}

describe('a patron whose name stands nowhere else', () => {
  let program: Program;
  let serving: Running<{ url: string }>;
  let desk: Running<DeskReady>;
  let said = '';
  let metrics = '';

  beforeAll(async () => {
    program = openProgram();
    await makeMarkedLibrary(program);
    serving = await serveLibrary(program, '127.0.0.1:0', ['--log', 'debug']);
    desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const api = deskApi(desk.ready);
    await settled(api);
    said = `${await workWith(api)}\n${await askWrongly(serving.ready.url)}`;
    await settled(api);
    metrics = await (await fetch(new URL('/metrics', serving.ready.url))).text();
  }, 120_000);
  afterAll(() => program.close());

  test('is at the server and at the desk, so that there is something to be found', async () => {
    const place = ['--database', 'embedded', '--data', program.path('central'), '--json'];
    const { stdout } = await program.run(['inspect', 'patrons', ...place]);
    expect(marksIn(stdout)).toEqual(expect.arrayContaining([CARD, NAME]));
    const { patrons } = await deskApi(desk.ready).get('patron.find', { query: NAME, limit: 5 });
    expect(patrons).toHaveLength(1);
  });

  test('is in no log, error or figure', async () => {
    const ends = [await desk.end(), await serving.end()];
    expect(marksIn(ends.map(({ stdout, stderr }) => stdout + stderr).join('\n'))).toEqual([]);
    expect(marksIn(metrics)).toEqual([]);
    expect(said.match(/HF-[A-Z]+-\d{3}/g)?.length).toBeGreaterThan(6);
    expect(marksIn(said)).toEqual([]);
  });

  test('is in no byte of the folders of desk and server, nor of their backups', async () => {
    await program.lines(['backup', '--data', program.path('desk'), program.path('desk-backup')]);
    writeFileSync(program.path('secret'), 'a passphrase of this test');
    const place = ['--database', 'embedded', '--data', program.path('central')];
    await program.lines([
      'backup',
      ...place,
      '--passphrase-file',
      program.path('secret'),
      program.path('library-backup'),
    ]);
    expect(marksInFolder(program.dir)).toEqual([]);
  });

  test('the search itself finds a name in a file that is not encrypted', () => {
    writeFileSync(program.path('open.txt'), `- ${NAME.toUpperCase()} -`);
    expect(marksInFolder(program.dir)).toEqual([`open.txt: ${NAME}`]);
  });
});
