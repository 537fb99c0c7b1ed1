// A desk whose disk is full, fails at the very commit, or became read-only while it runs. Each act that cannot be written is refused before it is
// acknowledged, with the remedy; everything else stands, and all goes on by itself when the disk is well. Faults are made in the running programs, so
// that no rights are needed; `tests/integration/electron/cli/full-disk.test.ts` fills real small disks. [I1] [I30]

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askCore } from '../../../electron/cli/offline/ask-core.ts';
import { deskApi, type DeskApi, type DeskReady } from '../../e2e/story/desk-api.ts';
import { waitUntil } from '../../e2e/story/wait-until.ts';
import {
  BOOKS,
  CARD,
  STAFF,
  enrolCode,
  makeLibrary,
  serveLibrary,
} from '../../integration/electron/cli/support/library.ts';
import { ONE_LINE, openProgram, type Program, type Running } from '../../integration/electron/cli/support/program.ts';
import { keptAtDesk, keptAtServer } from './support/both-sides.ts';

const FAULTS = [
  ['full', 'HF-DB-005', /^The disk is full: .+; free some space and repeat the scan/],
  ['no-space-at-commit', 'HF-DB-005', /^The disk is full: .+; free some space and repeat the scan/],
  ['read-only', 'HF-DB-004', /^The file .+ledger\.db cannot be written or opened; .+nothing was recorded/],
] as const;

const injected = pathToFileURL(join(import.meta.dirname, 'support/inject-faults.ts')).href;

describe('a disk that takes nothing more', () => {
  let program: Program;
  let desk: Running<DeskReady>;
  let api: DeskApi;
  const acknowledged: string[] = [];

  const fail = (fault: string) => writeFileSync(program.path('fault'), fault);
  const withFaults = () => ({
    env: { NODE_OPTIONS: `--import ${injected}`, HOLDFAST_FAULT_FILE: program.path('fault') },
  });
  const deskArgs = () => ['desk', '--data', program.path('desk'), '--shell', 'none'];

  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    const { ready } = await serveLibrary(program);
    const code = await enrolCode(program, 'desk');
    fail('');
    desk = await program.start<DeskReady>([...deskArgs(), '--central', ready.url, '--code', code], withFaults());
    api = deskApi(desk.ready);
    await waitUntil('the copy is loaded', 30_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    await api.get('session.signIn', STAFF);
  }, 120_000);
  afterEach(() => fail(''));
  afterAll(() => program.close());

  const statusOf = async (barcode: string) => (await api.get('item.view', { barcode })).status;

  /** Lends the book when it is in, takes it back when it is out. */
  async function act(book: string) {
    const isOut = (await statusOf(book)) === 'on-loan';
    const answer = await (isOut
      ? api.call('circ.checkin', { item: book })
      : api.call('circ.checkout', { patron: CARD, item: book }));
    if (answer.ok) acknowledged.push(answer.value.commandId ?? `${answer.value.decision}`);
    return answer;
  }

  async function inLedger(): Promise<unknown[]> {
    const listed = await askCore(program.path('desk'), 'ledger.list', {});
    const acts = listed?.ok === true ? (listed.value as { body: { id: string } }[]) : [];
    return acts.map(({ body }) => body.id);
  }

  const settled = () =>
    waitUntil('all is confirmed', 30_000, async () => (await api.get('sync.now', {})).pending === 0);

  test.each(FAULTS)(
    '%s: refused with %s before it is acknowledged, nothing half-recorded, and well again by itself [I1] [I30]',
    async (fault, code, words) => {
      const [book = '', other = ''] = BOOKS.slice(FAULTS.findIndex(([name]) => name === fault) * 2);
      expect(await act(book)).toMatchObject({ ok: true });
      fail(fault);
      let refused = await act(book);
      // Pages that the file has may hold a few acts more.
      for (let round = 0; refused.ok && round < 400; round += 1) refused = await act(book);
      expect(refused).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(words) } });
      const before = await statusOf(book);
      expect(await act(book)).toMatchObject({ ok: false, error: { code } });
      expect(await act(other)).toMatchObject({ ok: false, error: { code } });
      expect(await statusOf(book)).toBe(before);
      expect(await statusOf(other)).toBe('available');
      expect(await inLedger()).toEqual(acknowledged);
      fail('');
      expect(await act(book)).toMatchObject({ ok: true, value: { decision: 'done' } });
      await settled();
      expect(await inLedger()).toEqual(acknowledged);
    },
    120_000,
  );

  test('in the end both sides have the same acts, each once, and a start on a read-only disk is refused in one line [I2] [I5]', async () => {
    expect((await desk.end()).code).toBe(0);
    const here = await keptAtDesk(program, program.path('desk'));
    expect(here.map(({ seq }) => seq)).toEqual(acknowledged.map((_, index) => index + 1));
    expect(here.map(({ id }) => id)).toEqual(acknowledged);
    expect(await keptAtServer(program, program.path('central'), desk.ready.deskId)).toEqual(here);
    fail('read-only');
    const { code, stdout, stderr } = await program.run(deskArgs(), withFaults());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(/^HF-DB-004: /);
  }, 60_000);
});
