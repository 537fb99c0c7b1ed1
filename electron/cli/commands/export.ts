// `holdfast export`: all that a library has, as files for another system or for another Holdfast.

import { resolve } from 'node:path';
import { EXPORT_SHAPES, type ExportShape, type Manifest } from '../../../server/export/export-folder.ts';
import { exportLibrary } from '../../../server/export/export-library.ts';
import { withStore } from '../admin/with-store.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Io } from '../command.ts';

export const exportCommand: Command = {
  usage: `--to DIR [--format ${EXPORT_SHAPES.join('|')}] [--database URL|embedded] [--data DIR] [--json]

Writes everything that the library has into a folder that is new or empty, while a server runs or not; manifest.json describes each
file. docs/export.md says which file goes where.
  holdfast   every row as JSON lines, which holdfast import --from holdfast takes into an empty library to the same state; beside
             them CSV files and the titles as MARC. What people sign in with and the keys of desks stay here
  koha       people, copies, loans, holds and fees as Koha takes them
  evergreen  the same as Evergreen takes them
The files hold patron data and are not encrypted.`,
  options: {
    to: { type: 'string' },
    format: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  run: async (run) => {
    const dir = resolve(requiredText(run.values, 'to'));
    const shape = shapeOf(textOf(run.values, 'format') ?? 'holdfast');
    const manifest = await withStore(run, (context) => exportLibrary(context, { dir, shape }));
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(manifest));
    else say(run.io, dir, manifest);
    return 0;
  },
};

function shapeOf(name: string): ExportShape {
  const shape = EXPORT_SHAPES.find((one) => one === name);
  if (shape === undefined) throw new UsageError(`--format takes ${EXPORT_SHAPES.join(', ')}, not "${name}"`);
  return shape;
}

function say(io: Io, dir: string, { files, lost, position }: Manifest): void {
  const width = Math.max(...files.map(({ name }) => name.length));
  for (const { name, rows } of files) if (rows > 0) io.out(`${name.padEnd(width)}  ${rows}`);
  for (const { what, count } of lost) io.out(`not in it: ${what} (${count})`);
  io.out(`${files.length} files in ${dir}, as of position ${position}. They hold patron data and are not encrypted.`);
}
