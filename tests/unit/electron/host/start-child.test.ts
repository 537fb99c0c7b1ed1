// A part of the program as a process of its own: its ready line, and the tie to the one that started it.

import { ChildFailed, startChild, starterGone, type TiedProcess } from '../../../../electron/host/start-child.ts';

const doing = (script: string) => ({
  command: [process.execPath, '--eval', script] as const,
  args: [],
  parseReady: (text: string) => JSON.parse(text) as { readonly port: number },
});
const waits = 'setInterval(() => {}, 1000);';

test('blank lines before the ready line are not it: on Windows Electron begins with one', async () => {
  const child = await startChild(doing(`console.log(''); console.log('  '); console.log('{"port":1}'); ${waits}`));
  expect(child.ready).toEqual({ port: 1 });
  await child.close();
});

test('a part that says something else than that it is ready is ended', async () => {
  const script = `console.log('pid ' + process.pid); ${waits}`;
  let pid = 0;
  const parseReady = (text: string) => {
    pid = Number(text.slice(4));
    return JSON.parse(text) as object;
  };
  await expect(startChild({ ...doing(script), parseReady })).rejects.toBeInstanceOf(ChildFailed);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a part that does not start at all has failed, and no error goes unheard', async () => {
  await expect(startChild({ ...doing(''), command: ['/nowhere/holdfast'] })).rejects.toBeInstanceOf(ChildFailed);
});

describe('the one that started a part', () => {
  const tied = (changed: Partial<Record<keyof TiedProcess, unknown>>): TiedProcess => ({
    ...(changed as TiedProcess),
    ppid: 7,
    once: jest.fn() as never,
  });
  const isGone = async (own: TiedProcess) =>
    Promise.race([
      starterGone(own, 1).then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 50, false)),
    ]);
  const gone = () => {
    throw new Error('ESRCH');
  };
  const electron = { node: '24', electron: '45' };

  test('is looked for under Electron on Windows, which gives its processes no channel', async () => {
    expect(await isGone(tied({ platform: 'win32', versions: electron, kill: gone }))).toBe(true);
    expect(await isGone(tied({ platform: 'win32', versions: electron, kill: () => true }))).toBe(false);
  });

  test('is known by the channel elsewhere', async () => {
    expect(await isGone(tied({ platform: 'linux', versions: electron, connected: false, kill: gone }))).toBe(false);
    const own = tied({ platform: 'win32', versions: { node: '24' }, connected: true, kill: gone });
    expect(await isGone(own)).toBe(false);
    expect(own.once).toHaveBeenCalledWith('disconnect', expect.any(Function));
  });
});
