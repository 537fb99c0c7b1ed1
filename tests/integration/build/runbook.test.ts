// The runbook of docs/running.md as it is written: every block marked `rehearsed` is run, in order, on the server's archive. Only the folders
// and the port are others, and systemctl starts and stops the server by hand.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../../support/project-dir.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-runbook-'));
const cli = join(dir, 'opt/holdfast-server/node/cli.mjs');
afterAll(() => {
  shell('systemctl stop holdfast', 0);
  rmSync(dir, { recursive: true, force: true });
});

const helpers = (port: number) => `
  set -eu
  holdfast() { "${process.execPath}" "${cli}" "$@"; }
  curl() { for url; do :; done; "${process.execPath}" -e 'fetch(process.argv[1]).then(async (r) => { console.log(await r.text()); process.exit(r.ok ? 0 : 22); }, () => process.exit(7))' "$url"; }
  systemctl() {
    if [ "$1" = stop ]; then [ ! -f "${dir}/pid" ] || { kill "$(cat "${dir}/pid")"; while kill -0 "$(cat "${dir}/pid")" 2>/dev/null; do sleep 0.1; done; rm "${dir}/pid"; }; return; fi
    : > "${dir}/ready"
    nohup "${process.execPath}" "${cli}" serve --listen 127.0.0.1:${port} --database embedded --data "${dir}/data" --json > "${dir}/ready" 2>> "${dir}/log" < /dev/null & echo $! > "${dir}/pid"
    while [ ! -s "${dir}/ready" ]; do sleep 0.1; kill -0 "$(cat "${dir}/pid")"; done
  }
`;

/** Runs lines of the runbook, with its folders and its port put in this test's. */
function shell(lines: string, port: number) {
  const text = lines
    .replaceAll('/var/lib/holdfast', `${dir}/data`)
    .replaceAll('/var/backups/holdfast', `${dir}/backups`)
    .replaceAll('/etc/holdfast', `${dir}/etc`)
    .replaceAll(':7420', `:${port}`);
  const env = {
    ...process.env,
    HOLDFAST_STATE_DIR: join(dir, 'state'),
    HOLDFAST_PASSPHRASE_FILE: join(dir, 'etc/passphrase'),
  };
  return spawnSync('bash', ['-c', `${helpers(port)}\n${text}`], { cwd: dir, encoding: 'utf8', env });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

test('every rehearsed block works, and the restored library is that of the backup', async () => {
  const blocks = [
    ...readFileSync(join(projectDir, 'docs/running.md'), 'utf8').matchAll(/```sh rehearsed\n([^`]+)```/g),
  ];
  expect(blocks).toHaveLength(3);
  const port = await freePort();
  const run = (lines: string) => shell(lines, port);
  for (const folder of ['opt', 'backups', 'etc']) mkdirSync(join(dir, folder), { mode: 0o700 });
  for (const name of ['passphrase', 'backup-passphrase'])
    writeFileSync(join(dir, 'etc', name), `${name} of a rehearsal`, { mode: 0o600 });
  const packed = spawnSync(process.execPath, ['build/package/package.mjs', '--server', '--out', join(dir, 'opt')], {
    cwd: projectDir,
    encoding: 'utf8',
  });
  expect(packed.status).toBe(0);
  expect(run('tar -xzf opt/holdfast-server-*.tgz -C opt').status).toBe(0);
  const place = `--database embedded --data ${dir}/data`;
  expect(run(`systemctl start holdfast\nholdfast staff add before --role desk --pin 424242 ${place}`)).toMatchObject({
    status: 0,
  });

  for (const [index, [, lines = '']] of blocks.entries()) {
    const { status, stderr } = run(lines);
    expect({ index, status, stderr }).toEqual({ index, status: 0, stderr: '' });
    if (index === 1) expect(run(`holdfast staff add after --role desk --pin 424242 ${place}`).status).toBe(0);
  }
  // The library is that of the backup, the one before it lies beside it; who works there stays as it was decided since.
  expect(readdirSync(join(dir, 'data')).some((name) => name.startsWith('central-before-restore-'))).toBe(true);
  const { stdout } = run(`holdfast staff list ${place} --json`);
  expect(stdout).toContain('"before"');
  expect(stdout).toContain('"after"');
});
