// Acts of a desk without a line, carried as a file: into the library's database, or handed in by another desk. Nothing is taken twice, and a
// file that is not whole or not as it was signed is refused. [I2] [I6] [I21]

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { sha256Hex } from '../../../../shared/core/digest.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { BOOKS, CARD, enrolledDesk, makeLibrary, serveLibrary, STAFF, type ServeReady } from './support/library.ts';
import { inClear } from './support/in-clear.ts';
import { ONE_LINE, openProgram, type Program, type Running } from './support/program.ts';

type Handed = {
  readonly acts: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly own: number;
  readonly stopped: unknown;
};

describe('acts that are carried', () => {
  let program: Program;
  let place: readonly string[];
  let serving: Running<ServeReady>;
  let desk: Running<DeskReady>;
  let file: string;
  /** The same acts in a file as desks of earlier versions wrote it. */
  let clear: string;

  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
    serving = await serveLibrary(program);
    desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const other = await enrolledDesk(program, serving.ready.url, 'other');
    for (const { ready } of [desk, other]) {
      const api = deskApi(ready);
      await waitUntil('the copy is loaded', 15_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
    }
    await other.end();
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await serving.end();
    await lend(BOOKS.slice(0, 3));
    file = program.path('carried.ndjson');
  }, 90_000);
  afterAll(() => program.close());

  const lend = async (items: readonly string[]): Promise<void> => {
    for (const item of items) await deskApi(desk.ready).get('circ.checkout', { patron: CARD, item });
  };
  const refusal = async (args: readonly string[]): Promise<string> => {
    const { code, stderr } = await program.run(args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(ONE_LINE)]);
    return stderr;
  };
  const intoLibrary = (path: string): string[] => ['ledger', 'import', path, ...place];
  const over = (name: string, path: string): string[] => ['ledger', 'import', path, '--data', program.path(name)];

  test('are written whole, for this account alone, and go on waiting at the desk', async () => {
    const [told] = await program.lines(['ledger', 'export', '--data', program.path('desk'), '--out', file]);
    expect(told).toEqual({ acts: 3, written: file });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toMatch(/checkout|barcode|"args|"body/);
    clear = await inClear(program, readFileSync(file, 'utf8'));
    expect(clear).toContain(BOOKS[0]);
    expect((await deskApi(desk.ready).get('sync.status', {})).pending).toBe(3);
  });

  test('are refused when the file was cut off, changed, or is of another library', async () => {
    const sealed = readFileSync(file, 'utf8');
    const text = clear;
    const broken = program.path('broken.ndjson');
    const refuses = async (changed: string): Promise<string> => {
      writeFileSync(broken, changed);
      return refusal(intoLibrary(broken));
    };
    expect(await refuses(sealed.slice(0, -40))).toMatch(/^HF-CLI-004: .+line \d+: its end is missing/);
    expect(await refuses(sealed.split('\n').slice(0, 1).join('\n'))).toMatch(/line 1|its end is missing/);
    expect(await refuses(sealed.replace('"firstAt":1', '"firstAt":2'))).toMatch(
      /^HF-CLI-020: .+from transaction 1 of desk /,
    );
    expect(await refuses(sealed.replace(/"library":"[^"]+"/, '"library":"elsewhere"'))).toMatch(/^HF-CLI-015: /);
    expect(await refuses(text.slice(0, -40))).toMatch(/^HF-CLI-004: .+line \d+: its end is missing/);
    expect(await refuses(text.split('\n').slice(0, -2).join('\n'))).toMatch(/its end is missing/);
    expect(await refuses(text.replace('"salt":"', '"salt":"0'))).toMatch(/act 1 is not as it was signed/);
    expect(await refuses(text.replace('"signature":"', '"signature":"0'))).toMatch(/it is not as it was written/);
    expect(await refuses('{}\n')).toMatch(/line 1: it is not a file of transactions/);
    const elsewhere = resealed(text, (line) => line.replace(/"library":"[^"]+"/, '"library":"elsewhere"'));
    expect(await refuses(elsewhere)).toMatch(/^HF-CLI-015: /);
  });

  test('forged acts are not taken, and nothing after them', async () => {
    const path = program.path('forged.ndjson');
    // The file is whole; the signature of its first act fails.
    const forged = resealed(clear, (line) => line.replace(/"signature":"...../, '"signature":"AAAAA'));
    writeFileSync(path, forged);
    expect(await refusal(intoLibrary(path))).toMatch(/^HF-CLI-016: transaction 1 of desk /);
  });

  test('that others come before are refused until these are there', async () => {
    const path = program.path('later.ndjson');
    writeFileSync(
      path,
      resealed(clear, (line) => (line.includes('\\"seq\\":1,') ? null : line)),
    );
    expect(await refusal(intoLibrary(path))).toMatch(/^HF-CLI-017: transactions before 2 of desk /);
  });

  test('are taken into the library once, however often they are brought', async () => {
    const taken: Handed = { acts: 3, outcomes: { applied: 3 }, own: 0, stopped: null };
    expect(await program.lines(intoLibrary(file))).toEqual([taken]);
    expect(await program.lines(intoLibrary(file))).toEqual([taken]);
    // As a desk of an earlier version wrote it, it is the same acts.
    const old = program.path('clear.ndjson');
    writeFileSync(old, clear);
    expect(await program.lines(intoLibrary(old))).toEqual([taken]);
    const ask = ['rules', 'explain', '--patron', CARD, '--item', BOOKS[0] ?? '', ...place];
    const [explained] = await program.lines<{ asks: string }>(ask);
    expect(explained?.asks).toBe('renewal');
  });

  test('are handed in by another desk over its line, and not by the desk itself', async () => {
    await lend(BOOKS.slice(3, 5));
    await program.lines(['ledger', 'export', '--data', program.path('desk'), '--out', file]);
    expect(await refusal(over('other', file))).toMatch(
      /^HF-CLI-018: the server stopped answering at transaction 1 of desk /,
    );
    const again = await serveLibrary(program, new URL(serving.ready.url).host);
    try {
      const taken: Handed = { acts: 5, outcomes: { applied: 5 }, own: 0, stopped: null };
      expect(await program.lines(over('other', file))).toEqual([taken]);
      // The desk itself sends its own, and gets the answers.
      expect(await program.lines(over('desk', file))).toEqual([{ acts: 5, outcomes: {}, own: 5, stopped: null }]);
      const api = deskApi(desk.ready);
      await api.get('sync.now', {});
      await waitUntil('all is confirmed', 15_000, async () => (await api.get('sync.status', {})).pending === 0);
      expect(await program.lines(['ledger', 'export', '--data', program.path('desk'), '--out', file])).toEqual([
        { acts: 0, written: null },
      ]);
    } finally {
      await again.end();
    }
  }, 60_000);
});

/** The file with its lines changed and an end that agrees. */
function resealed(text: string, change: (line: string) => string | null): string {
  const lines = text
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => change(line) ?? []);
  const body = lines.map((line) => `${line}\n`).join('');
  const envelopes = lines.filter((line) => line.startsWith('{"envelope"')).length;
  return `${body}${JSON.stringify({ end: { envelopes, hash: sha256Hex(body) } })}\n`;
}
