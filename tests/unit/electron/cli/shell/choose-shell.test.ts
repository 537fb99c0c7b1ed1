// The shell that a clone opens, and why: printed before Electron is started, since one that cannot sandbox its window ends with a crash.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseShell } from '../../../../../electron/cli/shell/choose-shell.ts';
import { mayFetch } from '../../../../../electron/cli/shell/fetch-for-demo.ts';
import { hasDisplay, sandboxFault, type Machine } from '../../../../../electron/cli/shell/sandbox-fault.ts';

const clone = mkdtempSync(join(tmpdir(), 'holdfast-choose-'));
const from = join(clone, 'any.js');
const dir = join(clone, 'node_modules/electron');
const binary = join(dir, 'dist/electron');
afterAll(() => rmSync(clone, { recursive: true }));

function unpack(version = '45.4.1'): void {
  mkdirSync(join(dir, 'dist'), { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{"version":"45.4.1"}');
  writeFileSync(join(dir, 'dist/version'), version);
  writeFileSync(binary, '');
  chmodSync(binary, 0o755);
  writeFileSync(join(dir, 'path.txt'), 'electron');
}

/** A desktop without obstacles, except the given ones. */
const machine = (changed: Partial<Machine> & { readonly files?: Readonly<Record<string, string>> } = {}): Machine => ({
  platform: 'linux',
  env: { DISPLAY: ':0' },
  uid: 1000,
  read: (path) => changed.files?.[path] ?? null,
  list: () => Object.keys(changed.files ?? {}).flatMap((path) => /^\/etc\/apparmor\.d\/(.+)$/.exec(path)?.[1] ?? []),
  stat: () => null,
  ...changed,
});
const ubuntu = { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' };

describe('the shell of a clone', () => {
  beforeEach(() => unpack());

  test('is Electron where its binary is there whole', () => {
    expect(chooseShell(null, from, machine())).toMatchObject({ shell: 'electron', electronBinary: binary });
  });

  test('is the browser where the binary is of another version, or was not unpacked to its end', () => {
    unpack('44.0.0');
    expect(chooseShell(null, from, machine())).toMatchObject({ shell: 'browser', electronBinary: null });
    unpack();
    rmSync(join(dir, 'path.txt'));
    expect(chooseShell(null, from, machine()).why).toBe('the Electron binary is not installed here');
  });

  test('is the browser where there is no display', () => {
    expect(chooseShell(null, from, machine({ env: {} }))).toMatchObject({
      shell: 'browser',
      why: 'there is no display here',
    });
    expect(hasDisplay({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
    expect(hasDisplay({ platform: 'win32', env: {} })).toBe(true);
  });

  test('is the browser where Electron cannot sandbox its window, with what to do; --no-sandbox is no answer', () => {
    const { shell, why } = chooseShell(null, from, machine({ files: ubuntu }));
    expect(shell).toBe('browser');
    expect(why).toMatch(/AppArmor keeps .*; install the deb, .*, or make the helper of this clone SUID: /);
    expect(why).not.toContain('no-sandbox');
  });

  test('says what to do about its helper whether the binary is there yet or not, and then has it fetched', () => {
    const helper = join(dir, 'dist/chrome-sandbox');
    const cure = `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
    const withHelper = (uid: number) =>
      machine({ files: ubuntu, stat: (path) => (path === helper ? { uid, mode: 0o104755 } : null) });
    expect(chooseShell(null, from, withHelper(1000)).why).toContain(`SUID: ${cure}`);
    rmSync(join(dir, 'dist'), { recursive: true });
    expect(chooseShell(null, from, machine({ files: ubuntu })).why).toContain(`SUID: npx install-electron && ${cure}`);
    const profile = { ...ubuntu, '/etc/apparmor.d/clone': `profile clone "${binary}" {\n  userns,\n}` };
    expect(chooseShell(null, from, machine({ files: profile }))).toMatchObject({ shell: 'browser', lacksBinary: true });
  });

  test('is refused where Electron was asked for and would end at once', () => {
    expect(() => chooseShell('electron', from, machine({ uid: 0 }))).toThrow(
      'Electron cannot sandbox its window on this computer (it refuses to run as root)',
    );
    expect(() => chooseShell('electron', join(tmpdir(), 'x.js'), machine())).toThrow('not installed here');
  });
});

describe('the sandbox of Electron', () => {
  const off = (files: Readonly<Record<string, string>>, changed: Partial<Machine> = {}) =>
    sandboxFault('/p/electron', machine({ files, ...changed }))?.why ?? null;

  test.each<[string, Readonly<Record<string, string>>, string | null]>([
    ['an ordinary desktop', {}, null],
    ['Debian with its switch on', { '/proc/sys/kernel/unprivileged_userns_clone': '1\n' }, null],
    ['Debian with its switch off', { '/proc/sys/kernel/unprivileged_userns_clone': '0\n' }, 'switched off'],
    ['no namespaces at all', { '/proc/sys/user/max_user_namespaces': '0\n' }, 'no user namespaces'],
    ['Ubuntu 24.04', ubuntu, 'AppArmor'],
    [
      'Ubuntu 24.04 with a profile of the program',
      { ...ubuntu, '/etc/apparmor.d/holdfast': 'profile holdfast "/p/electron" flags=(unconfined) {\n  userns,\n}' },
      null,
    ],
    [
      'Ubuntu 24.04 with a profile of another program',
      { ...ubuntu, '/etc/apparmor.d/other': 'profile other "/opt/other" {\n  userns,\n}' },
      'AppArmor',
    ],
  ])('%s', (_where, files, why) => {
    if (why === null) expect(off(files)).toBeNull();
    else expect(off(files)).toContain(why);
  });

  test('is used with a helper that root owns and that runs as root, and with no other', () => {
    const helper = (uid: number, mode: number) => ({ stat: () => ({ uid, mode }) });
    expect(off(ubuntu, helper(0, 0o104755))).toBeNull();
    expect(off(ubuntu, helper(0, 0o100755))).toContain('AppArmor');
    expect(off(ubuntu, helper(1000, 0o104755))).toContain('AppArmor');
  });

  test('is never there for root, and is not asked for elsewhere', () => {
    expect(off({}, { uid: 0 })).toContain('root');
    expect(off(ubuntu, { platform: 'darwin', uid: 0 })).toBeNull();
  });
});

describe('demo fetches Electron', () => {
  const may = (values: object, env: NodeJS.ProcessEnv, on = machine(), asked: string | null = null) => {
    unpack('44.0.0');
    return mayFetch({ values: { ...values }, env }, chooseShell(asked, from, on));
  };

  test('where no shell was asked for and a window can be shown', () => {
    expect(may({}, {})).toBe(true);
    expect(may({}, { CI: 'false', HOLDFAST_NO_FETCH: '0' })).toBe(true);
  });

  test('not where it is there', () => {
    unpack();
    expect(mayFetch({ values: {}, env: {} }, chooseShell(null, from, machine()))).toBe(false);
  });

  test.each<[string, boolean]>([
    ['--json', may({ json: true }, {})],
    ['HOLDFAST_NO_FETCH=1', may({}, { HOLDFAST_NO_FETCH: '1' })],
    ['CI', may({}, { CI: 'true' })],
    ['--shell browser', may({}, {}, machine(), 'browser')],
    ['no display', may({}, {}, machine({ env: {} }))],
    ['a sandbox that the binary could not use', may({}, {}, machine({ files: ubuntu }))],
    ['root', may({}, {}, machine({ uid: 0 }))],
    [
      'a folder named by the user',
      may({}, {}, machine({ env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: clone } })),
    ],
  ])('not with %s', (_what, fetches) => expect(fetches).toBe(false));
});
