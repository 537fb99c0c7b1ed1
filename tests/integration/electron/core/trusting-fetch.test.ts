// A server whose certificate was signed by an authority that only this computer knows. The authority is one of openssl's making.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustingFetch } from '../../../../electron/core/link/trusting-fetch.ts';
import { projectDir } from '../../../support/project-dir.ts';
import { testIf } from '../../../support/skip.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A server with a certificate of its own, and one question to it, in a process that has never trusted anything else. */
const script = (dir: string, module: string) => `
  import { readFileSync } from 'node:fs';
  import { createServer } from 'node:https';
  import { trustComputer, trustingFetch } from ${JSON.stringify(module)};
  const [key, cert] = ['key', 'cert'].map((name) => readFileSync(${JSON.stringify(dir)} + '/' + name + '.pem'));
  const server = createServer({ key, cert }, (_request, response) => response.end('ok'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL('https://127.0.0.1:' + server.address().port + '/');
  const ask = (one) => one(url, {}).then((answer) => answer.status, (error) => error.cause.code);
  console.log(JSON.stringify([await ask(fetch), await ask(trustingFetch(fetch, trustComputer))]));
  process.exit(0);`;

testIf(
  process.platform === 'linux' && hasOpenssl,
  'is trusted as the computer trusts it, and by a fetch of Node alone is not',
  'needs openssl on Linux, where a variable names the authorities of the system',
  async () => {
    await Promise.resolve();
    const dir = mkdtempSync(join(tmpdir(), 'holdfast-trust-'));
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = spawnSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', ...names],
      { cwd: dir },
    );
    expect(made.status).toBe(0);
    const module = join(projectDir, 'electron/core/link/trusting-fetch.ts');
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script(dir, module)], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', SSL_CERT_FILE: join(dir, 'cert.pem') },
    });
    rmSync(dir, { recursive: true });
    expect(JSON.parse(stdout)).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 200]);
  },
);

test('the computer is asked for its authorities once, and not at all for an address without encryption', async () => {
  const trust = jest.fn();
  const fetch = trustingFetch(() => Promise.resolve(new Response()), trust);
  await fetch(new URL('http://127.0.0.1:1/'), {});
  expect(trust).not.toHaveBeenCalled();
  await fetch(new URL('https://library.example/'), {});
  await fetch(new URL('https://library.example/'), {});
  expect(trust).toHaveBeenCalledTimes(1);
});
