// The runbook of docs/running.md as it is written: every block marked `rehearsed` is run, in order, by root beside an account of its own, with the
// unit file's account, folders and environment. Only the roots of the folders and the port are others, the account is one that every system has, and
// systemctl does the steps of the unit file by hand.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectDir } from '../../support/project-dir.ts';
import { testIf } from '../../support/skip.ts';

const ACCOUNT = 'daemon';
const isRootBesideAccounts =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;

const root = mkdtempSync(join(tmpdir(), 'holdfast-runbook-'));
const unit = `${root}/etc/systemd/system/holdfast.service`;
afterAll(() => {
  if (isRootBesideAccounts) shell('systemctl stop holdfast', 0);
  rmSync(root, { recursive: true, force: true });
});

/** Folders of the machine, moved into the test's own; the account, by one that is there. */
function moved(text: string, port: number): string {
  return text
    .replaceAll(/(?<![\w.])\/(?=opt\b|etc\/|var\/(?:lib|backups)\b|usr\/local\b)/g, `${root}/`)
    .replaceAll('/usr/bin/node', process.execPath)
    .replaceAll(/(account=|User=|Group=|-[og] |root:)holdfast\b/g, `$1${ACCOUNT}`)
    .replaceAll(':7420', `:${port}`);
}

const standIns = `
  set -eu
  useradd() { getent passwd ${ACCOUNT} > "${root}/useradd"; }
  curl() { for url; do :; done; node -e 'fetch(process.argv[1]).then(async (r) => { console.log(await r.text()); process.exit(r.ok ? 0 : 22); }, () => process.exit(7))' "$url"; }
  said() { sed -n "s/^$1=//p" "${unit}"; }
  start() {
    for name in $(said StateDirectory); do install -d -m "$(said StateDirectoryMode)" -o "$(said User)" -g "$(said Group)" "${root}/var/lib/$name"; done
    : > "${root}/ready"
    ( cd /; umask "$(said UMask)"
      exec nohup env -i HOME=/nonexistent PATH=/usr/bin:/bin $(grep -v '^#' "$(said EnvironmentFile)") \\
        setpriv --reuid "$(said User)" --regid "$(said Group)" --init-groups -- $(said ExecStart) --json > "${root}/ready" 2>> "${root}/log" < /dev/null ) &
    echo $! > "${root}/pid"
    while [ ! -s "${root}/ready" ]; do sleep 0.1; kill -0 "$(cat "${root}/pid")" || { cat "${root}/log" >&2; return 1; }; done
  }
  stop() { [ ! -f "${root}/pid" ] || { kill "$(cat "${root}/pid")"; while kill -0 "$(cat "${root}/pid")" 2>/dev/null; do sleep 0.1; done; rm "${root}/pid"; }; }
  systemctl() {
    case "$1" in
      stop) stop ;;
      start | enable) start ;;
      daemon-reload) ;;
    esac
  }
`;

/** Runs lines of the runbook as root, who has a home and an environment of its own. */
function shell(lines: string, port: number) {
  const path = [join(root, 'usr/local/bin'), dirname(process.execPath), '/usr/sbin', '/usr/bin', '/bin'].join(':');
  const env = { PATH: path, HOME: join(root, 'root-home') };
  return spawnSync('bash', ['-c', `${standIns}\n${moved(lines, port)}`], { cwd: root, encoding: 'utf8', env });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

testIf(
  isRootBesideAccounts,
  'every rehearsed block works for root beside the service, and the restored library is that of the backup',
  'needs Linux, root, and setpriv: the runbook is for root beside an account of the service',
  async () => {
    const blocks = [
      ...readFileSync(join(projectDir, 'docs/running.md'), 'utf8').matchAll(/```sh rehearsed\n([^`]+)```/g),
    ].map(([, lines = '']) => lines);
    expect(blocks).toHaveLength(5);
    const [install = '', ...rest] = blocks;
    const port = await freePort();
    const run = (lines: string) => shell(lines, port);
    chmodSync(root, 0o755);
    for (const folder of ['opt', 'var/lib', 'var/backups', 'etc/systemd/system', 'usr/local/bin', 'root-home'])
      mkdirSync(join(root, folder), { recursive: true });
    const packed = spawnSync(process.execPath, ['build/package/package.mjs', '--server', '--out', root], {
      cwd: projectDir,
      encoding: 'utf8',
    });
    expect(packed.status).toBe(0);
    const [unpack = '', ...steps] = install.split('\n');
    expect(run(unpack)).toMatchObject({ status: 0, stderr: '' });
    const service = join(root, 'opt/holdfast-server/service');
    for (const name of ['environment', 'holdfast', 'holdfast.service']) rewrite(join(service, name), port);
    expect(run(steps.join('\n'))).toMatchObject({ status: 0, stderr: '' });
    const place = '--database embedded --data /var/lib/holdfast';
    expect(run(`holdfast staff add before --role desk --pin 424242 ${place}`)).toMatchObject({ status: 0, stderr: '' });

    for (const [index, lines] of rest.entries()) {
      const { status, stderr } = run(lines);
      expect({ index, status, stderr }).toEqual({ index, status: 0, stderr: '' });
      if (index === 1) expect(run(`holdfast staff add after --role desk --pin 424242 ${place}`).status).toBe(0);
    }
    // The library is that of the backup, the one before it lies beside it; its staff stay as they were decided since.
    const data = join(root, 'var/lib/holdfast');
    expect(readdirSync(data).some((name) => name.startsWith('central-before-restore-'))).toBe(true);
    const { stdout } = run(`holdfast staff list ${place} --json`);
    expect(stdout).toContain('"before"');
    expect(stdout).toContain('"after"');
    // Keys lie apart from the library, and everything is the service's own.
    expect(readdirSync(join(root, 'var/lib/holdfast-keys/keys'))).toHaveLength(1);
    const account = Number(spawnSync('id', ['-u', ACCOUNT], { encoding: 'utf8' }).stdout);
    const owned = () => {
      const { uid, mode } = statSync(join(data, 'central.db'));
      return { uid, mode: mode & 0o777 };
    };
    expect(owned()).toEqual({ uid: account, mode: 0o600 });

    // Root by itself looks in its own home: the message says so, and never to begin anew.
    const plain = run('node /opt/holdfast-server/node/cli.mjs doctor --data /var/lib/holdfast');
    expect(plain).toMatchObject({ status: 1, stdout: expect.stringMatching(/HF-DB-021: (?!.*enrol)/) });
    // With the service's environment it may restore, and the file stays the service's.
    const asRoot = `systemctl stop holdfast\nset -a\n. /etc/holdfast/environment\nnode /opt/holdfast-server/node/cli.mjs restore ${place} --passphrase-file /etc/holdfast/backup-passphrase /var/backups/holdfast/nightly-*\nsystemctl start holdfast`;
    expect(run(asRoot)).toMatchObject({ status: 0, stderr: '' });
    expect(owned()).toEqual({ uid: account, mode: 0o600 });
  },
);

function rewrite(path: string, port: number): void {
  writeFileSync(path, moved(readFileSync(path, 'utf8'), port));
}
