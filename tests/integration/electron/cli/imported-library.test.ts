// Libraries that were imported from each source, served by a central: a desk that joins lends and takes back the copies of the files.

import { rmSync } from 'node:fs';
import { deskApi, type DeskReady } from '../../../e2e/story/desk-api.ts';
import { waitUntil } from '../../../e2e/story/wait-until.ts';
import { writeFolioFiles } from '../../../unit/server/import/support/folio-files.ts';
import { writeKohaFiles } from '../../../unit/server/import/support/koha-files.ts';
import { writePlainFiles } from '../../../unit/server/import/support/plain-files.ts';
import { enrolCode, STAFF, type ServeReady } from './support/library.ts';
import { openProgram } from './support/program.ts';

describe('a library that was imported', () => {
  test.each([
    { from: 'csv', write: () => writePlainFiles(), branch: 'MAIN', card: '2001', free: 'B2', out: 'B1', owed: 2_499 },
    { from: 'koha', write: () => writeKohaFiles(), branch: 'MPL', card: '2001', free: 'B11', out: 'B10', owed: 1_550 },
    { from: 'folio', write: () => writeFolioFiles(), branch: 'main', card: '2001', free: 'B4', out: 'B1', owed: 1_250 },
  ])(
    'from $from is served, and a desk knows its people, copies, loans and fees',
    async (library) => {
      const program = openProgram();
      const files = library.write();
      try {
        const central = program.path('central');
        const place = ['--database', 'embedded', '--data', central];
        await program.lines(['import', '--from', library.from, '--into', central, '--zone', 'America/Chicago', files]);
        await program.lines(['staff', 'add', STAFF.staff, '--role', 'supervisor', '--pin', STAFF.pin, ...place]);
        const served = await program.start<ServeReady>(['serve', '--listen', '127.0.0.1:0', ...place]);
        const code = await enrolCode(program, 'Front', library.branch);
        const data = ['--data', program.path('desk'), '--shell', 'none'];
        const desk = await program.start<DeskReady>(['desk', '--central', served.ready.url, '--code', code, ...data]);
        const api = deskApi(desk.ready);
        await api.get('session.signIn', STAFF);
        await waitUntil('the desk has its copy', 30_000, async () => {
          const found = await api.call('patron.find', { query: library.card, limit: 5 });
          return found.ok && found.value.patrons.length > 0;
        });
        const { fees } = await api.get('fee.list', { patron: library.card });
        expect(fees.map(({ outstandingMinor }) => outstandingMinor)).toContain(library.owed);
        const { items } = await api.get('item.find', { query: library.free, limit: 5 });
        expect(items.map(({ barcode }) => barcode)).toContain(library.free);
        const returned = await api.get('circ.checkin', { item: library.out });
        expect(returned.commandId).not.toBeNull();
        expect(JSON.stringify(returned)).toContain(library.out);
        await desk.end();
        await served.end();
      } finally {
        rmSync(files, { recursive: true });
        await program.close();
      }
    },
    120_000,
  );
});
