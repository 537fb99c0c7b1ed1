// Inside Electron the database's binary is named by platform and processor: it is the one that the package holds.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bindingOf } from '../../../../db/open/driver.ts';
import { projectDir } from '../../../support/project-dir.ts';

const entry = createRequire(join(projectDir, 'package.json')).resolve('better-sqlite3');

test.each([
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
] as const)('on %s %s', (platform, arch) => {
  const binding = bindingOf({ platform, arch }, entry);
  expect(binding).toBe(join(projectDir, `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`));
  expect(existsSync(binding)).toBe(true);
});
