// The checks for every list of migrations.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../../support/project-dir.ts';

/** Hash of a file's text, to pin files that must not be edited any more. */
export function hashOfFile(path: string): string {
  return createHash('sha256')
    .update(readFileSync(join(projectDir, path)))
    .digest('hex')
    .slice(0, 16);
}

/** A file of the project as text. */
export function readProject(path: string): string {
  return readFileSync(join(projectDir, path), 'utf8');
}
