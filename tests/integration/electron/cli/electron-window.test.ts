// A desk in a window of Electron, with a script in place of the binary: its end is noticed, and one that breaks at once gives way to the browser.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDesk, type RunDeskOptions, type RunningDesk } from '../../../../electron/cli/shell/run-desk.ts';
import { runUntilTold } from '../../../../electron/cli/shell/until-told.ts';
import { SAID_WHY } from '../../../../electron/main/exit-codes.ts';
import { builtDir } from '../../../support/project-dir.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-window-'));
const open: RunningDesk[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A binary that is this script of a shell. */
function electronDoing(script: string): string {
  const path = join(mkdtempSync(join(dir, 'electron-')), 'electron');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

async function openDesk(electronBinary: string, isAsked = false) {
  const node = join(builtDir(), 'node');
  const fellBack = Promise.withResolvers<{ readonly desk: RunningDesk; readonly why: string }>();
  const options: RunDeskOptions = {
    config: {
      dataDir: mkdtempSync(join(dir, 'desk-')),
      central: null,
      code: null,
      clockShiftMs: 0,
      waitsToJoin: true,
      demo: null,
    },
    choice: { shell: 'electron', why: '', electronBinary, isAsked },
    port: 0,
    allowsWeakKeys: true,
    files: {
      cli: join(node, 'cli.mjs'),
      again: [process.execPath, join(node, 'cli.mjs')],
      core: join(node, 'core.mjs'),
      reportWorker: join(node, 'report-worker.mjs'),
      electronMain: join(node, 'main.mjs'),
      page: join(node, '../renderer'),
      sbom: join(node, '../holdfast.cdx.json'),
      probeElectron: null,
      tools: null,
    },
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    onFailed: ({ message }) => fellBack.reject(new Error(message)),
    onFellBack: (desk, why) => fellBack.resolve({ desk, why }),
  };
  const desk = await runDesk(options);
  open.push(desk);
  return { desk, fellBack: fellBack.promise };
}

test('closing the window ends the desk', async () => {
  const { desk } = await openDesk(electronDoing('exit 0'));
  await expect(desk.ended).resolves.toBeUndefined();
});

test.each([
  ['a crash of its sandbox', electronDoing('kill -TRAP $$'), /SIGTRAP/],
  ['an exit code', electronDoing('exit 127'), /exit code 127/],
  ['a binary that does not start', join(dir, 'nowhere'), /it does not start: spawn .*ENOENT/],
])('%s at once: the desk opens in the browser and says why', async (_what, binary, how) => {
  const { fellBack } = await openDesk(binary);
  const { desk, why } = await fellBack;
  expect(why).toMatch(how);
  expect((await fetch(desk.url)).status).toBe(200);
});

test('where Electron was asked for, the end is an error and no other shell opens', async () => {
  const { desk } = await openDesk(electronDoing('exit 127'), true);
  await expect(desk.ended).rejects.toMatchObject({ code: 'HF-CLI-111', params: { how: 'exit code 127' } });
});

test('a failure that the window reported is not tried again in a browser', async () => {
  const { desk } = await openDesk(electronDoing(`exit ${SAID_WHY}`));
  await expect(desk.ended).rejects.toMatchObject({ code: 'HF-CLI-111' });
});

test('told to end it ends the window, and that is no failure', async () => {
  const { desk } = await openDesk(electronDoing('exec sleep 60'));
  await desk.close();
  await expect(desk.ended).resolves.toBeUndefined();
});

test('a window that breaks ends what was started beside it too', async () => {
  const { desk } = await openDesk(electronDoing('exit 127'), true);
  const close = jest.fn(() => Promise.resolve());
  await expect(runUntilTold(() => Promise.resolve({ close, ended: desk.ended }))).rejects.toThrow('exit code 127');
  expect(close).toHaveBeenCalledTimes(1);
});

test('the binary is never told to run as plain Node, whatever terminal it was started from', async () => {
  const seen = join(dir, 'seen');
  const { desk } = await openDesk(electronDoing(`echo "<$ELECTRON_RUN_AS_NODE>" > ${seen}`));
  await desk.ended;
  expect(existsSync(seen) ? readFileSync(seen, 'utf8') : '').toBe('<>\n');
});
