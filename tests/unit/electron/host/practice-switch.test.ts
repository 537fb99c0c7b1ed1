// Whatever becomes of practice, the desk itself is stopped, and nothing of practice stays.

import { mkdirSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreConfig, FromCore, ToCore } from '../../../../electron/core/messages.ts';
import type { CorePort } from '../../../../electron/host/core-port.ts';
import { PracticeSwitch } from '../../../../electron/host/practice-switch.ts';
import { practiceFolder } from '../../../../electron/host/start-practice.ts';

/** A server of practice that answers that it is ready, and then breaks whatever is asked of it. */
const brokenServer = `console.log(JSON.stringify({ url: 'http://127.0.0.1:1', code: 'c', demo: { staff: [], patrons: [], items: [] } }));
  setInterval(() => {}, 1000);`;

/** A core that answers everything; that of practice cannot even be asked to stop. */
function coreOf(posted: string[], of: { isPractice: boolean }): CorePort {
  const listeners: { message: (message: FromCore) => void; exits: (() => void)[] } = { message: () => {}, exits: [] };
  return {
    pid: 7,
    post: (message: ToCore) => {
      if (message.kind === 'start') of.isPractice = message.config.isPractice === true;
      posted.push(`${of.isPractice ? 'practice' : 'desk'} ${message.kind}`);
      if (message.kind === 'stop' && of.isPractice) throw new Error('the port is gone');
      queueMicrotask(() => {
        if (message.kind === 'start')
          listeners.message({ kind: 'ready', deskId: 'd', branch: 'b', keyUnprotected: false });
        if (message.kind === 'call' || message.kind === 'practiceLibrary')
          listeners.message({ kind: 'answer', id: message.id, answer: { ok: true, value: {} } });
        if (message.kind === 'stop') for (const exit of listeners.exits) exit();
      });
    },
    onMessage: (listener) => (listeners.message = listener),
    onExit: (listener) => void listeners.exits.push(listener),
    kill: () => undefined,
  };
}

test('a practice that cannot be ended keeps neither the desk running nor its folder there', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-practice-'));
  mkdirSync(dataDir, { recursive: true });
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
    start: () => coreOf(posted, { isPractice: false }),
    sealer: null,
    onEvent: () => undefined,
    onFailed: () => undefined,
  });
  await desk.start();
  expect(await desk.call('practice.begin', {})).toMatchObject({ ok: true });
  expect(existsSync(practiceFolder(dataDir))).toBe(true);
  await desk.stop().catch(() => undefined);
  expect(posted.slice(-2)).toEqual(['practice stop', 'desk stop']);
  expect(existsSync(practiceFolder(dataDir))).toBe(false);
  rmSync(dataDir, { recursive: true });
});
