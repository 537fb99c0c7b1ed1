// The host keeps a core running: it restarts a dead one, and never lets a call hang.

import { CoreStartError, CoreSupervisor } from '../../../../electron/host/core-supervisor.ts';
import type { CoreConfig, FromCore, ToCore } from '../../../../electron/core/messages.ts';
import type { CorePort } from '../../../../electron/host/core-port.ts';

class FakeCore implements CorePort {
  readonly pid = 7;
  readonly got: ToCore[] = [];
  #message: (message: FromCore) => void = () => undefined;
  #exits: (() => void)[] = [];

  post(message: ToCore): void {
    this.got.push(message);
  }

  onMessage(listener: (message: FromCore) => void): void {
    this.#message = listener;
  }

  onExit(listener: () => void): void {
    this.#exits.push(listener);
  }

  kill(): void {
    this.die();
  }

  say(message: FromCore): void {
    this.#message(message);
  }

  die(): void {
    const exits = this.#exits;
    this.#exits = [];
    for (const exit of exits) exit();
  }
}

const config: CoreConfig = {
  dataDir: '/d',
  central: null,
  code: 'ONCE',
  clockShiftMs: 0,
  shell: 'browser',
  keys: 'system',
  demo: null,
};
const ready: FromCore = { kind: 'ready', deskId: 'd', branch: 'b', keyUnprotected: true, sip2: null };

function supervise() {
  const cores: FakeCore[] = [];
  const onFailed = jest.fn();
  const supervisor = new CoreSupervisor({
    config,
    start: () => {
      const core = new FakeCore();
      cores.push(core);
      return core;
    },
    sealer: null,
    onEvent: jest.fn(),
    onFailed,
  });
  const newest = (): FakeCore => {
    const core = cores.at(-1);
    if (core === undefined) throw new Error('no core was started');
    return core;
  };
  return { supervisor, cores, newest, onFailed };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the core supervisor', () => {
  test('answers a call with the answer of its own number', async () => {
    const { supervisor, newest } = supervise();
    const started = supervisor.start();
    newest().say(ready);
    await started;
    const first = supervisor.call('a', {});
    const second = supervisor.call('b', {});
    newest().say({ kind: 'answer', id: 2, answer: { ok: true, value: 'B' } });
    newest().say({ kind: 'answer', id: 1, answer: { ok: true, value: 'A' } });
    expect([await first, await second]).toEqual([
      { ok: true, value: 'A' },
      { ok: true, value: 'B' },
    ]);
  });

  test('starts a dead core again, without the code that is good once, and ends the calls that it had', async () => {
    const { supervisor, cores, newest } = supervise();
    const started = supervisor.start();
    newest().say(ready);
    await started;
    const lost = supervisor.call('circ.checkout', {});
    newest().die();
    expect(await lost).toMatchObject({ ok: false, error: { code: 'HF-UI-005' } });
    expect(await supervisor.call('x', {})).toMatchObject({ ok: false, error: { code: 'HF-UI-004' } });
    jest.advanceTimersByTime(200);
    expect(cores).toHaveLength(2);
    expect(newest().got[0]).toMatchObject({ kind: 'start', config: { code: null } });
  });

  test('does not restart a core that says why it cannot start', async () => {
    const { supervisor, cores, newest, onFailed } = supervise();
    const started = supervisor.start();
    newest().say({ kind: 'failed', error: { code: 'HF-DB-008', message: 'taken' } });
    newest().die();
    await expect(started).rejects.toBeInstanceOf(CoreStartError);
    jest.advanceTimersByTime(60_000);
    expect(cores).toHaveLength(1);
    expect(onFailed).not.toHaveBeenCalled();
  });

  test('goes on starting a core that ran before, and says why it did not', async () => {
    const { supervisor, cores, newest, onFailed } = supervise();
    const started = supervisor.start();
    newest().say(ready);
    await started;
    newest().die();
    jest.advanceTimersByTime(200);
    newest().say({ kind: 'failed', error: { code: 'HF-DB-008', message: 'taken' } });
    newest().die();
    jest.advanceTimersByTime(400);
    expect(cores).toHaveLength(3);
    expect(onFailed).toHaveBeenCalledTimes(1);
  });

  test('says once that a core does not come back, and again only after it had been back', async () => {
    const { supervisor, newest, onFailed } = supervise();
    const started = supervisor.start();
    newest().say(ready);
    await started;
    const fails = () => {
      newest().die();
      jest.advanceTimersByTime(5_000);
      newest().say({ kind: 'failed', error: { code: 'HF-DB-008', message: 'taken' } });
    };
    for (let times = 0; times < 4; times += 1) fails();
    expect(onFailed).toHaveBeenCalledTimes(1);
    newest().die();
    jest.advanceTimersByTime(5_000);
    newest().say(ready);
    fails();
    expect(onFailed).toHaveBeenCalledTimes(2);
  });

  test('kills a core that does not stop in time', async () => {
    const { supervisor, newest } = supervise();
    const started = supervisor.start();
    newest().say(ready);
    await started;
    const stopped = supervisor.stop();
    jest.advanceTimersByTime(4_000);
    await stopped;
    expect(newest().got.at(-1)).toEqual({ kind: 'stop' });
  });
});
