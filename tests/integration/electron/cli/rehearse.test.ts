// `holdfast rehearse`, and the server that does it by itself: with real processes, and the reports of monitoring and doctor on it.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { makeLibrary, serveLibrary } from './support/library.ts';
import { ONE_LINE, openProgram, type Program } from './support/program.ts';

const DAY_MS = 86_400_000;
const shifted = (days: number) => ({ env: { HOLDFAST_CLOCK_SHIFT_MS: String(days * DAY_MS) } });

type Health = {
  readonly status: string;
  readonly rehearsal: {
    readonly passedAt: number | null;
    readonly rows: number | null;
    readonly failed: { code: string } | null;
  };
};

describe('a restore', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 120_000);
  afterAll(() => program.close());

  const health = async (url: string) => (await (await fetch(`${url}/health`)).json()) as Health;
  const metric = async (url: string, name: string) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

  test('is rehearsed beside a running server, by a person and by the server when it is due', async () => {
    const serving = await serveLibrary(program);
    expect((await health(serving.ready.url)).rehearsal).toEqual({ passedAt: null, rows: null, failed: null });
    const [done] = await program.lines<{ passed: boolean; rows: number }>(['rehearse', ...place]);
    expect(done).toMatchObject({ passed: true });
    expect(done?.rows).toBeGreaterThan(60);
    expect(existsSync(program.path('central', 'rehearsal'))).toBe(false);
    const { rehearsal } = await health(serving.ready.url);
    expect(rehearsal).toMatchObject({ rows: done?.rows, failed: null });
    expect(await metric(serving.ready.url, 'holdfast_rehearsal_passed_seconds')).toBe(
      Math.floor((rehearsal.passedAt ?? 0) / 1_000),
    );
    expect(await metric(serving.ready.url, 'holdfast_rehearsal_failed')).toBe(0);
    expect(await program.lines(['rehearse', '--if-older', '7', ...place])).toMatchObject([{ passed: null }]);
    await serving.end();
    const later = await program.start<{ url: string }>(
      ['serve', '--listen', '127.0.0.1:0', '--rehearse', '2', ...place],
      shifted(4),
    );
    await waitUntil('the server has rehearsed', 60_000, async () => {
      const { passedAt } = (await health(later.ready.url)).rehearsal;
      return (passedAt ?? 0) > (rehearsal.passedAt ?? 0);
    });
    await later.end();
    const { stdout } = await program.run(['doctor', '--data', program.path('central')], shifted(4));
    expect(stdout).toContain('ok   rehearsal: a backup was restored beside the library at');
  }, 180_000);

  test('that cannot be made is told with its code until one passes', async () => {
    const serving = await serveLibrary(program, '127.0.0.1:0', ['--rehearse', '0']);
    const folder = program.path('full');
    mkdirSync(folder);
    // A file where the folder of the rehearsal would be.
    writeFileSync(program.path('no-folder'), '');
    const failed = await program.run(['rehearse', ...place, '--folder', program.path('no-folder', 'x')], shifted(5));
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(ONE_LINE) });
    const code = failed.stderr.split(':', 1)[0] ?? '';
    const told = await health(serving.ready.url);
    expect(told).toMatchObject({ status: 'ok', rehearsal: { failed: { code } } });
    expect(JSON.stringify(told)).not.toContain('no-folder');
    expect(await metric(serving.ready.url, 'holdfast_rehearsal_failed')).toBe(1);
    const doctor = await program.run(['doctor', '--data', program.path('central')], shifted(5));
    expect(doctor.stdout).toMatch(new RegExp(`bad {2}rehearsal: .*${code}`));
    expect(doctor.code).toBe(1);
    expect(await program.run(['rehearse', ...place], shifted(5))).toMatchObject({ code: 0, stderr: '' });
    expect((await health(serving.ready.url)).rehearsal.failed).toBe(null);
    await serving.end();
  }, 120_000);
});
