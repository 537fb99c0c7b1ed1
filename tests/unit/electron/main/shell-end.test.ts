// The Electron program ends once and well, at any request to end: the core has stopped before the process goes, and
// nothing touches a window that is gone.

import { required } from '../../../../shared/core/assert.ts';
import { preventable } from '../../../support/recorded-electron.ts';
import { removeShells, startShell, type ShellUnderTest } from './support/shell-under-test.ts';

afterAll(removeShells);

const own = { senderFrame: { url: 'app://desk/', parent: null } };

async function openShell(): Promise<ShellUnderTest & { readonly window: ShellUnderTest['windows'][number] }> {
  const shell = startShell();
  await shell.until(() => shell.windows.length > 0);
  return Object.assign(shell, { window: required(shell.windows[0], () => 'no window') });
}

/** Events of the program's end from here on. */
function endOf({ steps, posted }: ShellUnderTest): unknown[] {
  return [posted.filter(({ kind }) => kind === 'stop').length, steps.filter((step) => /^(exit|gone|error)/.test(step))];
}

test.each<[string, (shell: Awaited<ReturnType<typeof openShell>>) => void]>([
  ['somebody closes the window', ({ window }) => window.close()],
  ['the menu, the Dock, a logout of macOS or a signal quits', ({ app }) => app.quit()],
  ['the system shuts down', ({ powerMonitor }) => void powerMonitor.emit('shutdown', preventable())],
  ['the session of Windows ends', ({ window }) => void window.emit('session-end', preventable())],
  [
    'several at once',
    ({ app, window, powerMonitor }) => {
      powerMonitor.emit('shutdown', preventable());
      app.quit();
      window.close();
      app.quit();
    },
  ],
])('%s: the core stops, and then the process goes, once', async (_what, ask) => {
  const shell = await openShell();
  const goneBeforeStop = () => shell.steps.includes('gone 0') && !shell.posted.some(({ kind }) => kind === 'stop');
  ask(shell);
  expect(goneBeforeStop()).toBe(false);
  await shell.until(() => shell.steps.includes('gone 0'));
  expect(endOf(shell)).toEqual([1, ['exit', 'gone 0']]);
});

test('a shutdown of the system waits for the core', async () => {
  const { powerMonitor } = await openShell();
  const event = preventable();
  powerMonitor.emit('shutdown', event);
  expect(event.isPrevented).toBe(true);
});

test('a session of Windows that others still keep costs nothing: what is in memory is written', async () => {
  const { window, posted, steps } = await openShell();
  window.emit('query-session-end', preventable());
  expect(posted.at(-1)).toEqual({ kind: 'flush' });
  expect(steps).not.toContain('exit');
});

test('events of the core while it ends reach no window that is gone', async () => {
  const shell = await openShell();
  const thrown: unknown[] = [];
  const note = (error: unknown) => void thrown.push(error);
  process.on('uncaughtException', note);
  shell.window.close();
  await shell.until(() => shell.steps.includes('gone 0'));
  process.off('uncaughtException', note);
  expect([thrown, shell.window.recorded.sent]).toEqual([[], []]);
});

test('a call that was under way when the window was closed is answered into nothing', async () => {
  const shell = await openShell();
  const call = shell.ipcMain.emit('session.signOut', own, {})[0];
  shell.window.destroy();
  await expect(call).resolves.toMatchObject({ ok: true });
});

test('a second start while it ends starts it anew once it has ended', async () => {
  const shell = await openShell();
  shell.app.isPackaged = true;
  shell.window.close();
  shell.app.emit('second-instance');
  await shell.until(() => shell.steps.includes('gone 0'));
  expect(shell.steps.slice(-3)).toEqual(['relaunch', 'exit', 'gone 0']);
});

test('a window in the task bar comes back with a second start', async () => {
  const { app, window, steps } = await openShell();
  window.isSmall = true;
  const before = steps.length;
  app.emit('second-instance');
  expect(steps.slice(before)).toEqual(['restore', 'show', 'focus']);
});

test('told to end before the core is ready it ends without an error and opens no window', async () => {
  const shell = startShell((electron) => (electron.core.isSlow = true));
  await shell.until(() => shell.posted.length > 0);
  shell.app.quit();
  await shell.until(() => shell.steps.includes('gone 0'));
  expect(endOf(shell)).toEqual([1, ['exit', 'gone 0']]);
  expect(shell.windows).toEqual([]);
});

test('a desk that cannot start says why in a window and in its exit code', async () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const shell = startShell((electron) => (electron.core.breaks = true));
  await shell.until(() => shell.steps.some((step) => step.startsWith('gone')));
  expect(shell.steps.slice(-3)).toEqual(['error: Holdfast HF-DB-002: the ledger is damaged', 'exit', 'gone 3']);
  expect(said).toHaveBeenCalledWith('HF-DB-002: the ledger is damaged\n');
  said.mockRestore();
});

test('a launch that cannot be read is said, and no desk is opened beside it', async () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const shell = startShell(undefined, { HOLDFAST_DESK_LAUNCH: '{' });
  await shell.until(() => shell.steps.includes('gone 3'));
  expect(shell.steps.join()).toContain('not a launch');
  said.mockRestore();
});
