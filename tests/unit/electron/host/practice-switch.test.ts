// However practice ends, the desk itself is stopped, and nothing of practice stays.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreConfig, FromCore, ToCore } from '../../../../electron/core/messages.ts';
import type { CorePort } from '../../../../electron/host/core-port.ts';
import { PracticeSwitch } from '../../../../electron/host/practice-switch.ts';
import { practiceFolder } from '../../../../electron/host/start-practice.ts';

/** A server of practice that answers that it is ready, and then fails every request. */
const brokenServer = `console.log(JSON.stringify({ url: 'http://127.0.0.1:1', code: 'c', demo: { staff: [], patrons: [], items: [] } }));
  setInterval(() => {}, 1000);`;

/** A core of practice that cannot even be asked to stop, or takes its time. */
type PracticeCore = 'throws' | 'hangs';
const hanging: (() => void)[] = [];

/** In practice one task was done; at the desk the person had done another before. */
const LESSONS = {
  learner: { staffId: 'S1', staff: 'sam' },
  tasks: [
    { id: 'renew', title: '', how: '', doneAt: '2026-06-10T18:00:00.000Z' },
    { id: 'undo', title: '', how: '', doneAt: null },
  ],
};
const handedOver: ToCore[] = [];

const valueOf = (message: ToCore): unknown =>
  message.kind === 'call' && message.name === 'lesson.view' ? LESSONS : {};

/** A core that answers everything. */
function coreOf(posted: string[], of: { isPractice: boolean; readonly practice: PracticeCore }): CorePort {
  const listeners: { message: (message: FromCore) => void; exits: (() => void)[] } = { message: () => {}, exits: [] };
  const exit = () => listeners.exits.forEach((listener) => listener());
  return {
    pid: 7,
    post: (message: ToCore) => {
      if (message.kind === 'start') of.isPractice = message.config.isPractice === true;
      posted.push(`${of.isPractice ? 'practice' : 'desk'} ${message.kind}`);
      const isEnding = message.kind === 'stop' && of.isPractice;
      if (isEnding && of.practice === 'throws') throw new Error('the port is gone');
      if (isEnding) hanging.push(exit);
      queueMicrotask(() => {
        if (message.kind === 'start')
          listeners.message({ kind: 'ready', deskId: 'd', branch: 'b', keyUnprotected: false, sip2: null });
        if (message.kind === 'call' || message.kind === 'practiceLibrary')
          listeners.message({ kind: 'answer', id: message.id, answer: { ok: true, value: valueOf(message) } });
        if (message.kind === 'lessons') handedOver.push(message);
        if (message.kind === 'stop' && !isEnding) exit();
      });
    },
    onMessage: (listener) => (listeners.message = listener),
    onExit: (listener) => void listeners.exits.push(listener),
    kill: () => undefined,
  };
}

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});
const made: string[] = [];

/** A desk that is practiced at. */
async function practice(practice: PracticeCore) {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-practice-'));
  made.push(dataDir);
  const config: CoreConfig = {
    dataDir,
    central: null,
    code: null,
    clockShiftMs: 0,
    shell: 'electron',
    keys: 'beside-data',
    demo: null,
  };
  const posted: string[] = [];
  const desk = new PracticeSwitch({
    again: [process.execPath, '--eval', brokenServer, '--'],
    config,
    start: () => coreOf(posted, { isPractice: false, practice }),
    sealer: null,
    onEvent: () => undefined,
    onFailed: () => undefined,
  });
  await desk.start();
  expect(await desk.call('practice.begin', {})).toMatchObject({ ok: true });
  expect(existsSync(practiceFolder(dataDir))).toBe(true);
  return { desk, dataDir, posted };
}

test('a practice that cannot be ended keeps neither the desk running nor its folder there', async () => {
  const { desk, dataDir, posted } = await practice('throws');
  await desk.stop().catch(() => undefined);
  expect(posted.slice(-2).sort()).toEqual(['desk stop', 'practice stop']);
  expect(existsSync(practiceFolder(dataDir))).toBe(false);
});

test('leaving hands the tasks that were done to the desk, in the name of the person who began', async () => {
  handedOver.length = 0;
  const { desk, posted } = await practice('throws');
  await desk.call('practice.end', {}).catch(() => undefined);
  const at = Date.parse('2026-06-10T18:00:00Z');
  expect(handedOver).toEqual([{ kind: 'lessons', staff: 'S1', done: [{ task: 'renew', at }] }]);
  expect(posted).toContain('desk lessons');
  await desk.stop();
});

test('a practice that takes long to end does not keep the desk from ending: the time for both is short', async () => {
  const { desk, posted } = await practice('hangs');
  const ended = desk.stop();
  await new Promise(setImmediate);
  expect(posted).toContain('desk stop');
  for (const exit of hanging.splice(0)) exit();
  await ended;
});
