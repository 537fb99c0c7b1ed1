// One owner per data folder, however the previous owner ended.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { acquireOwnerLock } from '../../../../db/open/owner-lock.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { projectDir } from '../../../support/project-dir.ts';
import { caught } from '../support/caught.ts';
import { tempDir } from '../support/temp-dir.ts';

const path = tempDir();

function folder(name: string): string {
  mkdirSync(path(name));
  return path(name);
}

test('a second owner is refused by the name of the first, also in the same process', () => {
  const dir = folder('two');
  const lock = acquireOwnerLock(dir);
  const error = caught(() => acquireOwnerLock(dir));
  expect(isError(error, 'HF-DB-008')).toBe(true);
  expect(error instanceof HoldfastError && error.message).toContain(`process ${process.pid}`);
  expect(readFileSync(join(dir, 'owner.lock'), 'utf8')).toContain(String(process.pid));
  lock.close();
  expect(existsSync(join(dir, 'owner.lock'))).toBe(false);
  acquireOwnerLock(dir).close();
});

test('the lock of a process that was killed is taken over', async () => {
  const dir = folder('killed');
  // It ends with this process, however that ends.
  const script = `import { acquireOwnerLock } from ${JSON.stringify(join(projectDir, 'db/open/owner-lock.ts'))};
    acquireOwnerLock(${JSON.stringify(dir)});
    console.log('held');
    process.stdin.on('end', () => process.exit()).resume();`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    const refused = caught(() => acquireOwnerLock(dir));
    expect(refused instanceof HoldfastError && refused.message).toContain(`process ${child.pid}`);
  } finally {
    child.kill('SIGKILL');
  }
  await once(child, 'exit');
  expect(existsSync(join(dir, 'owner.lock'))).toBe(true);
  const lock = acquireOwnerLock(dir);
  expect(readFileSync(join(dir, 'owner.lock'), 'utf8')).toContain(String(process.pid));
  lock.close();
});

test('the name of a dead program does no harm, although its process id lives again', () => {
  const dir = folder('reused');
  writeFileSync(join(dir, 'owner.lock'), `{"pid":${process.ppid}}\n`);
  const lock = acquireOwnerLock(dir);
  expect(readFileSync(join(dir, 'owner.lock'), 'utf8')).toContain(String(process.pid));
  lock.close();
});

test('a folder that is not there is said', () => {
  expect(
    isError(
      caught(() => acquireOwnerLock(path('nowhere'))),
      'HF-DB-004',
      'HF-DB-006',
    ),
  ).toBe(true);
});
