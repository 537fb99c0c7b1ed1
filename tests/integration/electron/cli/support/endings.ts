// How programs end: by a signal, with their terminal, or with their parent. Cleanly within five seconds, with exit code
// 0 and no output; and no process stays behind, in any way that its parent ended.

import { readdirSync, readFileSync } from 'node:fs';
import { waitUntil } from '../../../../e2e/story/wait-until.ts';
import { deskApi, type DeskReady } from '../../../../e2e/story/desk-api.ts';
import { enrolledDesk, makeLibrary, serveLibrary, startDesk, type ServeReady } from './library.ts';
import { isRunning, openProgram, type Options, type Program, type Running } from './program.ts';

type DemoReady = DeskReady & {
  readonly data: string;
  readonly central: { readonly url: string; readonly pid: number };
  readonly items: readonly string[];
  readonly patrons: readonly string[];
};

const ITEMS = 200;
const demoArgs = ['demo', '--shell', 'none', '--patrons', '60', '--items', String(ITEMS)];
/** Waits on a busy machine as well. That an end takes no more than five seconds is shown by until-told.test.ts. */
const withinMs = 30_000;

/** How often each end is tried. */
export type EndingsTried = {
  readonly signals: readonly NodeJS.Signals[];
  /** When a starting demo is stopped, and when a demo library being made is killed. */
  readonly toldAfterMs: readonly number[];
  readonly killedAfterMs: readonly number[];
};

/** The tests. */
export function describeEndings({ signals, toldAfterMs, killedAfterMs }: EndingsTried): void {
  describe('the end of a program', () => {
    let program: Program;
    beforeAll(async () => {
      program = openProgram();
      await makeLibrary(program);
      const serving = await serveLibrary(program);
      await (await enrolledDesk(program, serving.ready.url, 'desk')).end();
      await serving.end();
      // Makes the demo once: the others start on it.
      await (await startDemo()).end();
    }, 60_000);
    afterAll(() => program.close());

    function startDemo(options?: Options): Promise<Running<DemoReady>> {
      return program.start<DemoReady>([...demoArgs, '--data', program.path('demo')], options);
    }
    const starters = {
      serve: async (options?: Options) => {
        const place = ['--listen', '127.0.0.1:0', '--data', program.path('central')];
        const serving = await program.start<ServeReady>(['serve', ...place], options);
        return { running: serving, others: [], folders: ['central'] };
      },
      desk: async (options?: Options) => {
        const args = ['desk', '--shell', 'none', '--data', program.path('desk')];
        const desk = await program.start<DeskReady>(args, options);
        return { running: desk, others: [desk.ready.corePid], folders: ['desk'] };
      },
      demo: async (options?: Options) => {
        const demo = await startDemo(options);
        return {
          running: demo,
          others: [demo.ready.corePid, demo.ready.central.pid],
          folders: ['demo/central', 'demo/desk'],
        };
      },
    } as const;
    const names = ['serve', 'desk', 'demo'] as const;

    /** Files that a program leaves in its folder when it could not close it. */
    function leftOpen(folder: string): string[] {
      return readdirSync(program.path(folder)).filter((name) =>
        /^(owner\.lock|core\.sock|loopback-token|.*-wal)$/.test(name),
      );
    }

    describe.each(names)('%s', (name) => {
      test.each(signals)('told by %s the moment it is ready, closes its files and ends with 0', async (signal) => {
        const { running, others, folders } = await starters[name]();
        const ended = await running.end(signal);
        expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
        expect(others.filter(isRunning)).toEqual([]);
        expect(folders.flatMap(leftOpen)).toEqual([]);
      });

      test('an interrupt typed at the terminal, which every process of it gets, ends all of them', async () => {
        const { running, others } = await starters[name]({ isGroup: true });
        process.kill(-running.pid, 'SIGINT');
        expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
        await waitUntil('all have ended', withinMs, async () => !others.some(isRunning));
      });

      test('SIGKILL of the one process takes the others with it, and it starts again', async () => {
        const first = await starters[name]();
        await first.running.end('SIGKILL');
        await waitUntil('all have ended', withinMs, async () => !first.others.some(isRunning));
        const { running } = await starters[name]();
        expect(await running.end()).toMatchObject({ code: 0, stderr: '' });
      });
    });

    test.each(toldAfterMs)('a demo told to end %i ms after its start does, and leaves its folders free', async (ms) => {
      const { child, ended } = program.spawn([...demoArgs, '--json', '--data', program.path('demo')]);
      setTimeout(() => child.kill('SIGTERM'), ms);
      const { stderr } = await ended;
      expect(stderr).toBe('');
      await waitUntil('the folders are free', withinMs, async () =>
        ['demo/central', 'demo/desk'].flatMap(ownersOf).every((pid) => !isRunning(pid)),
      );
      expect(await (await startDemo()).end()).toMatchObject({ code: 0, stderr: '' });
    });

    /** The process that the lock of a folder names, if it is locked. */
    function ownersOf(folder: string): number[] {
      if (!leftOpen(folder).includes('owner.lock')) return [];
      return [Number(/\d+/.exec(readFileSync(program.path(folder, 'owner.lock'), 'utf8'))?.[0] ?? '0')];
    }

    test.each(killedAfterMs)('a demo killed %i ms after its first start is made whole by the next', async (ms) => {
      const data = program.path(`killed-${ms}`);
      const { child, ended } = program.spawn([...demoArgs, '--json', '--data', data]);
      setTimeout(() => child.kill('SIGKILL'), ms);
      await ended;
      const demo = await startWhenFree(data);
      const items = await program.lines(['inspect', 'items', '--data', `${data}/central`]);
      expect(items).toHaveLength(ITEMS);
      expect(demo.ready.items.length).toBeGreaterThanOrEqual(20);
      expect(await program.lines(['staff', 'list', '--data', `${data}/central`])).toHaveLength(5);
      await deskApi(demo.ready).get('session.signIn', { staff: 'rivera', pin: '864208' });
      expect(await demo.end()).toMatchObject({ code: 0, stderr: '' });
    });

    /** Child processes of the killed one notice within moments. */
    async function startWhenFree(data: string): Promise<Running<DemoReady>> {
      for (const latest = performance.now() + withinMs; ;) {
        try {
          return await program.start<DemoReady>([...demoArgs, '--data', data]);
        } catch (error) {
          if (!String(error).includes('HF-DB-008') || performance.now() > latest) throw error;
        }
      }
    }

    test('a demo started again offers items that are in, whatever was lent the last time', async () => {
      const first = await startDemo();
      const api = deskApi(first.ready);
      await waitUntil('the copy is loaded', 15_000, async () => (await api.get('sync.status', {})).replicaPos > 0);
      await api.get('session.signIn', { staff: 'rivera', pin: '864208' });
      const [patron = ''] = first.ready.patrons;
      const lent: string[] = [];
      for (const item of first.ready.items.slice(0, 12)) {
        const answer = await api.get('circ.checkout', { patron, item });
        if (answer.decision === 'done') lent.push(item);
      }
      expect(lent.length).toBeGreaterThan(5);
      await waitUntil('all is confirmed', 15_000, async () => (await api.get('sync.status', {})).pending === 0);
      await first.end();
      const second = await startDemo();
      expect(second.ready.items.filter((item) => lent.includes(item))).toEqual([]);
      expect(second.ready.items.length).toBeGreaterThanOrEqual(20);
      await second.end();
    });

    test('a demo whose server is killed says so once, and its desk goes on', async () => {
      const demo = await startDemo();
      process.kill(demo.ready.central.pid, 'SIGKILL');
      // The core's log lines stand beside messages.
      const said = () => demo.stderr().match(/^HF-.*$/gm) ?? [];
      await waitUntil('it is said', withinMs, async () => said().length > 0);
      expect((await deskApi(demo.ready).call('session.current', {})).ok).toBe(true);
      expect((await demo.end()).code).toBe(0);
      expect(said()).toEqual([expect.stringMatching(/^HF-CLI-008: .+; .+: npx holdfast serve .+ --data \S+central$/)]);
      await expect(startDesk(program, 'demo/desk').then((desk) => desk.end())).resolves.toMatchObject({ code: 0 });
    });

    test('the words for starting it again lead to the same folder at the same time, whatever the folder is called', async () => {
      const shiftMs = -86_400_000;
      const env = { HOLDFAST_CLOCK_SHIFT_MS: String(shiftMs) };
      const demo = await program.start<DemoReady>([...demoArgs, '--data', program.path('a demo')], { env });
      process.kill(demo.ready.central.pid, 'SIGKILL');
      await waitUntil('it is said', withinMs, async () => demo.stderr().includes('HF-CLI-008'));
      expect(demo.stderr()).toContain(`: HOLDFAST_CLOCK_SHIFT_MS=${shiftMs} npx holdfast serve `);
      expect(demo.stderr()).toContain(`--data "${program.path('a demo', 'central')}"`);
      expect((await demo.end()).code).toBe(0);
    });
  });
}
