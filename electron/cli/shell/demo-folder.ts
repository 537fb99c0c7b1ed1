// The folder of a demo: DIR/central and DIR/desk. Only a folder that a demo made, or an empty one, is ever thrown away, and none that is in use.

import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireOwnerLock } from '../../../db/open/owner-lock.ts';
import { UsageError } from '../command.ts';
import { makeFolder } from '../make-folder.ts';

export type DemoFolder = { readonly central: string; readonly desk: string };

/** Makes it where it is not there. Throws HF-CLI-010; with `fresh` HF-DB-008 while a demo runs on it, or UsageError when it is something else. */
export function prepareDemoFolder(dir: string, isFresh: boolean): DemoFolder {
  const folder = { central: join(dir, 'central'), desk: join(dir, 'desk') };
  const parts = Object.values(folder);
  makeFolder(dir);
  if (isFresh) {
    const isOurs = readdirSync(dir).length === 0 || parts.some((part) => existsSync(part));
    if (!isOurs) throw new UsageError(`--fresh: ${dir} is not the folder of a demo`);
    const there = parts.filter((part) => existsSync(part));
    for (const part of there) acquireOwnerLock(part).close();
    for (const part of there) rmSync(part, { recursive: true, force: true });
  }
  parts.forEach(makeFolder);
  return folder;
}
