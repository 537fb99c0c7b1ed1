// A session ends without a sign-out: at a clean stop, and after minutes without a core, at any time of the clock.

import { openProgram, type Program, type Running } from './support/program.ts';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { enrolledDesk, makeLibrary, serveLibrary, STAFF } from './support/library.ts';

const HOUR = 3_600_000;
describe('the end of a session', () => {
  let program: Program;
  beforeAll(async () => {
    program = openProgram();
    await makeLibrary(program);
    const serving = await serveLibrary(program);
    const desk = await enrolledDesk(program, serving.ready.url, 'desk');
    const isLoaded = async () => (await deskApi(desk.ready).get('sync.status', {})).replicaPos > 0;
    await waitUntil('the desk has its copy', 30_000, isLoaded);
    await deskApi(desk.ready).get('session.signIn', STAFF);
    await desk.end();
  }, 60_000);
  afterAll(() => program.close());

  function startDesk(shiftMs = 0): Promise<Running<DeskReady>> {
    const env = { HOLDFAST_CLOCK_SHIFT_MS: String(shiftMs) };
    return program.start<DeskReady>(['desk', '--shell', 'none', '--data', program.path('desk')], {
      env,
      isGroup: true,
    });
  }
  const staffAt = async ({ ready }: Running<DeskReady>) =>
    (await deskApi(ready).get('session.current', {}))?.staff ?? null;

  async function signedIn(): Promise<Running<DeskReady>> {
    const desk = await startDesk();
    await deskApi(desk.ready).get('session.signIn', STAFF);
    expect(await staffAt(desk)).toBe(STAFF.staff);
    return desk;
  }

  /** Kills every process of the desk at once, as a cut of the power does. */
  async function cut(desk: Running<DeskReady>): Promise<void> {
    process.kill(-desk.pid, 'SIGKILL');
    await desk.ended;
  }

  async function staffAfterStart(shiftMs: number): Promise<string | null> {
    const desk = await startDesk(shiftMs);
    const staff = await staffAt(desk);
    await desk.end();
    return staff;
  }

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('a clean stop by %s ends it', async (signal) => {
    const desk = await signedIn();
    await desk.end(signal);
    expect(await staffAfterStart(0)).toBeNull();
  });

  test.each([
    ['ten hours on', 10 * HOUR],
    ['ten minutes on', HOUR / 6],
    ['ten hours back', -10 * HOUR],
    ['ten years on', 10 * 365 * 24 * HOUR],
  ])('a cut, and the clock %s at the next start, ends it', async (_what, shiftMs) => {
    await cut(await signedIn());
    expect(await staffAfterStart(shiftMs)).toBeNull();
  });

  test('a core that crashes and starts again at once keeps it', async () => {
    const desk = await signedIn();
    process.kill(desk.ready.corePid, 'SIGKILL');
    const api = deskApi(desk.ready);
    await waitUntil('the core is back', 30_000, async () => (await api.call('session.current', {})).ok);
    expect(await staffAt(desk)).toBe(STAFF.staff);
    await desk.end();
  });

  test('a shell that is killed takes the session along', async () => {
    const desk = await signedIn();
    process.kill(desk.pid, 'SIGKILL');
    await desk.ended;
    expect(await staffAfterStart(0)).toBeNull();
  });
});
