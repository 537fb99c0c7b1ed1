// Folders of this computer that a person may choose for lists. The page names a folder by an id that was given out here, never by a path: a page that
// was taken over cannot have the computer connect to another one's share.

import { readdir, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { hashedId } from '../../../shared/core/digest.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { MOST_FOLDERS, type FolderView } from '../../../shared/views/list-files.ts';

export type ListFolders = {
  /** The folders within one, or the places to begin at. Throws HF-UI-130 where it is gone, HF-UI-131 where it cannot be opened. */
  readonly look: (at: string | null) => Promise<FolderView>;
  /** Throws HF-UI-130 for an id that was not given out, HF-UI-132 for the folder of the desk's own data. */
  readonly pathOf: (id: string) => string;
};

/** `places`: where a person may begin; `dataDir`: the folder of the desk's own files. */
export function listFolders(dataDir: string, places: () => Promise<readonly string[]> = placesHere): ListFolders {
  const given = new Map<string, string>();
  const idOf = (path: string): string => {
    const id = hashedId('folder', path);
    given.set(id, path);
    return id;
  };
  const known = (id: string): string => {
    const path = given.get(id);
    if (path === undefined) throw new HoldfastError('HF-UI-130');
    return path;
  };
  return {
    pathOf(id) {
      const path = known(id);
      if (isWithin(path, dataDir)) throw new HoldfastError('HF-UI-132');
      return path;
    },
    async look(at) {
      const begin = await places();
      const path = at === null ? null : known(at);
      // Ids of the last listing alone: a long search leaves nothing behind.
      given.clear();
      const found = path === null ? begin.map((one) => ({ path: one, name: one })) : await foldersIn(path);
      return {
        id: path === null ? null : idOf(path),
        path,
        up: path === null || begin.includes(path) ? null : idOf(dirname(path)),
        folders: found.slice(0, MOST_FOLDERS).map((one) => ({ id: idOf(one.path), name: one.name })),
        isCut: found.length > MOST_FOLDERS,
      };
    },
  };
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return !way.startsWith('..') && !isAbsolute(way);
}

const byName = new Intl.Collator('en', { numeric: true });

type Found = { readonly path: string; readonly name: string };

async function foldersIn(path: string): Promise<readonly Found[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const candidates = entries.filter(
      (entry) => isShown(entry.name) && (entry.isDirectory() || entry.isSymbolicLink()),
    );
    const found = await Promise.all(
      candidates.map(async (entry) => ((await isFolder(join(path, entry.name))) ? [entry.name] : [])),
    );
    return found
      .flat()
      .toSorted((a, b) => byName.compare(a, b))
      .map((name) => ({ path: join(path, name), name }));
  } catch (cause) {
    const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new HoldfastError(isGone ? 'HF-UI-130' : 'HF-UI-131', {}, { cause });
  }
}

/** Hidden folders, and those of the system on a Windows drive, are not for people. */
function isShown(name: string): boolean {
  return !name.startsWith('.') && !name.startsWith('$');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // A link that leads nowhere, or a folder that may not be looked at.
    return false;
  }
}

/** The folders of the person who runs the desk, and the drives and shares that are connected. */
export async function placesHere(): Promise<readonly string[]> {
  const home = homedir();
  const own = [home, ...['Documents', 'Desktop'].map((name) => join(home, name))];
  const places = await Promise.all(
    [...own, ...(await drives())].map(async (path) => ((await isFolder(path)) ? [path] : [])),
  );
  return [...new Set(places.flat())];
}

const LETTERS = Array.from('DEFGHIJKLMNOPQRSTUVWXYZ');

async function drives(): Promise<readonly string[]> {
  if (process.platform === 'win32') return LETTERS.map((letter) => `${letter}:\\`);
  const { username } = userInfo();
  const roots =
    process.platform === 'darwin' ? ['/Volumes'] : ['/media', `/media/${username}`, `/run/media/${username}`, '/mnt'];
  const found = await Promise.all(roots.map((root) => foldersIn(root).catch(() => [])));
  // The folder of all media of a person is no medium.
  return found.flat().flatMap(({ path }) => (basename(path) === username ? [] : [path]));
}
