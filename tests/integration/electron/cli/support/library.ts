// A small library made by the command line alone: imported, with staff who may do everything.

import { rmSync } from 'node:fs';
import { withRows, writeExport } from '../../../../unit/server/import/support/small-export.ts';
import type { DeskReady } from '../../../../e2e/story/desk-api.ts';
import type { Program, Running } from './program.ts';

export const STAFF = { staff: 'mina', pin: '424242' } as const;
/** Of the small export: a card that may borrow, an item that is in and one that is out. */
export const CARD = '2001';
export const ITEM_IN = 'B101';
export const ITEM_OUT = 'B100';
export const BRANCH = 'NORTH-A';

export type ServeReady = {
  readonly url: string;
  readonly database: string;
  readonly pid: number;
  readonly clockShiftMs: number;
};

/** Books without holds, each on its own. */
export const BOOKS: readonly string[] = Array.from({ length: 40 }, (_, n) => `C${n}`);

/** The small export with the books. */
export function writeLibraryExport(): string {
  const copies = BOOKS.map((barcode, n) => {
    return `${200 + n},${barcode},51,QB ${n},4,4,1,0,1,1,0,24.99,2,2,book,0,2024-03-04 10:00:00-08`;
  });
  return writeExport({
    bibs: withRows('bibs', '51,Forty copies,"Lee, Ann",,1999.,a,m,0'),
    items: withRows('items', ...copies),
  });
}

/** Imports the library into `central` and adds the staff. Returns the options that name the database. */
export async function makeLibrary(program: Program, central: string = program.path('central')): Promise<string[]> {
  const folder = writeLibraryExport();
  try {
    await program.lines(['import', '--from', 'evergreen', '--into', central, folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const place = ['--database', 'embedded', '--data', central];
  await program.lines(['staff', 'add', STAFF.staff, '--role', 'supervisor', '--pin', STAFF.pin, ...place]);
  return place;
}

/** Starts the server on it. */
export function serveLibrary(
  program: Program,
  listen = '127.0.0.1:0',
  more: readonly string[] = [],
): Promise<Running<ServeReady>> {
  const place = ['--database', 'embedded', '--data', program.path('central')];
  return program.start<ServeReady>(['serve', '--listen', listen, ...place, ...more]);
}

/** A new enrolment code. */
export async function enrolCode(program: Program, name: string, branch: string = BRANCH): Promise<string> {
  const place = ['--database', 'embedded', '--data', program.path('central')];
  const [made] = await program.lines<{ code: string }>([
    'desk',
    'enrol-code',
    '--branch',
    branch,
    '--name',
    name,
    ...place,
  ]);
  return made?.code ?? '';
}

/** Enrols a desk in `name` and runs it. */
export async function enrolledDesk(program: Program, url: string, name: string): Promise<Running<DeskReady>> {
  const code = await enrolCode(program, name);
  return startDesk(program, name, ['--central', url, '--code', code]);
}

/** Runs the desk of a folder. */
export function startDesk(program: Program, name: string, more: readonly string[] = []): Promise<Running<DeskReady>> {
  return program.start<DeskReady>(['desk', '--data', program.path(name), '--shell', 'none', ...more]);
}
