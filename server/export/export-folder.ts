// The folder of an export: files that are written line by line with their hash, and the manifest that describes each, written last.

import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorAt } from '../../db/open/sqlite-error.ts';
import { syncFile } from '../../db/open/sync-file.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { InstantSchema } from '../../shared/core/instant.ts';

/** The name of the file that describes the others. */
export const MANIFEST = 'manifest.json';

export const EXPORT_SHAPES = ['holdfast', 'koha', 'evergreen'] as const;
export type ExportShape = (typeof EXPORT_SHAPES)[number];

const ExportedFileSchema = z.object({
  name: z.string(),
  /** Its contents, and its readers. */
  about: z.string(),
  /** Rows, records or lines; headings are none. */
  rows: z.int().min(0),
  sha256: z.string(),
  /** The fields of a row, with their meaning. Absent: the name is clear, or the format is known. */
  fields: z.record(z.string(), z.string()).optional(),
  /** The table that Holdfast takes it into again. Absent: it is made for others. */
  table: z.string().optional(),
});
export type ExportedFile = z.infer<typeof ExportedFileSchema>;

/** A fact that the shape cannot hold, with its count. */
const ExportLossSchema = z.object({ what: z.string(), count: z.int() });
export type ExportLoss = z.infer<typeof ExportLossSchema>;

export const ManifestSchema = z.object({
  format: z.literal('holdfast-export'),
  version: z.literal(1),
  shape: z.enum(EXPORT_SHAPES),
  /** The newest migration of the database. */
  tables: z.int(),
  /** How far the library had come. */
  position: z.int(),
  at: InstantSchema,
  library: z.object({ id: z.string(), name: z.string(), zone: z.string(), currency: z.string() }),
  files: z.array(ExportedFileSchema),
  lost: z.array(ExportLossSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** A file that is being written. */
export type ExportFile = {
  /** Adds text that holds so many rows. */
  readonly write: (text: string, rows: number) => void;
  readonly close: () => void;
};

export type ExportFolder = {
  /** Opens a file below the folder. */
  readonly open: (about: Omit<ExportedFile, 'rows' | 'sha256'>) => ExportFile;
  /** Writes the manifest: without it the folder is no export. */
  readonly finish: (about: Omit<Manifest, 'format' | 'version' | 'files'>) => Manifest;
};

/** Makes the folder; only this account may read it. Throws HF-SERVER-060 for one that holds something, HF-DB-004 … for the disk. */
export function openExportFolder(dir: string): ExportFolder {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new HoldfastError('HF-SERVER-060', { dir });
  onDisk(dir, () => mkdirSync(dir, { recursive: true, mode: 0o700 }));
  const files: ExportedFile[] = [];
  return {
    open: (about) => {
      const path = join(dir, about.name);
      const fd = onDisk(path, () => {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        return openSync(path, 'wx', 0o600);
      });
      const hash = createHash('sha256');
      let rows = 0;
      return {
        write: (text, more) => {
          hash.update(text);
          rows += more;
          onDisk(path, () => writeSync(fd, text));
        },
        close: () => {
          onDisk(path, () => fsyncSync(fd));
          closeSync(fd);
          files.push({ ...about, rows, sha256: hash.digest('hex') });
        },
      };
    },
    finish: (about) => {
      const manifest: Manifest = { format: 'holdfast-export', version: 1, ...about, files };
      const path = join(dir, MANIFEST);
      onDisk(path, () => {
        const fd = openSync(path, 'wx', 0o600);
        writeSync(fd, `${JSON.stringify(manifest, null, 2)}\n`);
        closeSync(fd);
        syncFile(path);
      });
      return manifest;
    },
  };
}

function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw errorAt(path, error);
  }
}
