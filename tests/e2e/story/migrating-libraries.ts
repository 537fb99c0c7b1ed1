// The libraries of the migrate story: small exports of three systems, with people in good standing and copies that are in.

import { folioFiles, writeFolioFiles } from '../../unit/server/import/support/folio-files.ts';
import { kohaFiles, writeKohaFiles } from '../../unit/server/import/support/koha-files.ts';
import { plainFiles, writePlainFiles } from '../../unit/server/import/support/plain-files.ts';
import type { Source } from './tell-migrate.ts';

export const zone = 'America/Chicago';

/** People in good standing, and copies that are in: those of the small export are all cases of their own. */
const people = [3, 4, 5].map((n) => `${n},200${n},Vega,Person ${n},MPL,PT,2036-06-30,0,0,,,1990-01-02,,,`);
const copies = Array.from({ length: 12 }, (_, n) => `${50 + n},102,C${n},MPL,MPL,BK,GEN,PS ${n},0,0,0,0,,20.00,,,,`);
const kohaMore = {
  biblios: [...kohaFiles.biblios, '102,Walden,,1854,'],
  patrons: [...kohaFiles.patrons, ...people],
  items: [...kohaFiles.items, ...copies],
};
const folioMore = {
  'calendars.json': [
    {
      id: 'hours',
      name: 'Hours',
      startDate: '2020-01-01',
      endDate: '2040-12-31',
      assignments: ['sp1', 'sp2'],
      normalHours: [{ startDay: 'SUNDAY', startTime: '00:00', endDay: 'SATURDAY', endTime: '23:59' }],
      exceptions: [],
    },
  ],
  'users.ndjson': [
    ...folioFiles['users.ndjson'],
    ...[3, 4, 5].map((n) => ({
      id: `u${n}0`,
      barcode: `200${n}`,
      active: true,
      patronGroup: 'g1',
      expirationDate: '2036-05-31',
      personal: { lastName: 'Vega', firstName: `Person ${n}` },
    })),
  ],
  'instances.ndjson': [...folioFiles['instances.ndjson'], { id: 'in9', title: 'Walden' }],
  'holdings.ndjson': [
    ...folioFiles['holdings.ndjson'],
    { id: 'h9', instanceId: 'in9', callNumber: 'PS 3', permanentLocationId: 'loc1' },
  ],
  'items.ndjson': [
    ...folioFiles['items.ndjson'],
    ...Array.from({ length: 12 }, (_, n) => ({
      id: `it9${n}`,
      barcode: `C${n}`,
      holdingsRecordId: 'h9',
      status: { name: 'Available' },
      materialTypeId: 'm1',
      permanentLoanTypeId: 't1',
    })),
  ],
};
const plainMore = {
  patrons: [...plainFiles.patrons, ...[3, 4, 5].map((n) => `p${n},200${n},Vega,Person ${n},,ug,MAIN,2036-05-31,,,,`)],
  titles: [...plainFiles.titles, 't9,Walden,,,1854'],
  items: [
    ...plainFiles.items,
    ...Array.from({ length: 12 }, (_, n) => `C${n},t9,,MAIN,STACKS,PS3048 .A1 c.${n},book,20.00,,`),
  ],
};
/** The libraries, each in a folder of its own. */
export function madeLibraries(): Source[] {
  return [
    { from: 'koha', folder: writeKohaFiles(kohaMore), zone },
    { from: 'folio', folder: writeFolioFiles(folioMore), zone },
    { from: 'csv', folder: writePlainFiles(plainMore), zone },
  ];
}
