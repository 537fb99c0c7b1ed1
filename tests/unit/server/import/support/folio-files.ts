// A small FOLIO export of our own: one institution, two service points, one of everything. Tests change single files of it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolio, type FolioOptions } from '../../../../../server/import/folio/import-folio.ts';
import type { ImportResult } from '../../../../../server/import/import-options.ts';
import { clock } from './small-export.ts';

/** Records of each file, by its whole name; null = the file is not there, a text is the file. */
export type FolioFiles = Readonly<Record<string, readonly object[] | string | null>>;

export const folioFiles = {
  'institutions.ndjson': [{ id: 'i1', name: 'Hill University', code: 'HU' }],
  'campuses.ndjson': [{ id: 'c1', name: 'Main Campus', code: 'MC', institutionId: 'i1' }],
  'libraries.ndjson': [{ id: 'l1', name: 'Main Library', code: 'ML', campusId: 'c1' }],
  'locations.ndjson': [
    {
      id: 'loc1',
      name: 'Stacks',
      code: 'STK',
      institutionId: 'i1',
      campusId: 'c1',
      libraryId: 'l1',
      primaryServicePoint: 'sp1',
    },
    {
      id: 'loc2',
      name: 'Annex',
      code: 'ANX',
      institutionId: 'i1',
      campusId: 'c1',
      libraryId: 'l1',
      primaryServicePoint: 'sp2',
    },
  ],
  'service-points.ndjson': [
    { id: 'sp1', name: 'Main Desk', code: 'main', pickupLocation: true },
    { id: 'sp2', name: 'Annex Desk', code: 'annex', pickupLocation: true },
  ],
  'patron-groups.ndjson': [{ id: 'g1', group: 'undergrad' }],
  'material-types.ndjson': [{ id: 'm1', name: 'book' }],
  'loan-types.ndjson': [{ id: 't1', name: 'Can circulate' }],
  'loan-policies.ndjson': [
    {
      id: 'lp1',
      name: 'Four weeks',
      loanable: true,
      renewable: true,
      loansPolicy: { profileId: 'Rolling', period: { duration: 4, intervalId: 'Weeks' } },
      renewalsPolicy: { unlimited: false, numberAllowed: 3 },
    },
    {
      id: 'lp2',
      name: 'One week',
      loanable: true,
      renewable: false,
      loansPolicy: { profileId: 'Rolling', period: { duration: 1, intervalId: 'Weeks' } },
    },
  ],
  'circulation-rules.txt':
    'priority: last-line\nfallback-policy: l lp1 r rp1 n np1 o op1 i ip1\nm m1: l lp1 r rp1 n np1 o op1 i ip1\n',
  'users.ndjson': [
    {
      id: 'u1',
      barcode: '2001',
      externalSystemId: 'C-77',
      active: true,
      patronGroup: 'g1',
      expirationDate: '2027-05-31',
      personal: {
        lastName: 'Núñez',
        firstName: 'Ana',
        preferredFirstName: 'Anita',
        dateOfBirth: '2004-02-29T00:00:00.000+00:00',
        addresses: [
          { addressLine1: '1 Main St', city: 'Springfield', region: 'IL', postalCode: '62701', primaryAddress: true },
        ],
      },
    },
    { id: 'u2', barcode: '2002', patronGroup: 'g1', personal: { lastName: 'Okafor' } },
  ],
  'manualblocks.ndjson': [{ id: 'b1', userId: 'u2', desc: 'Banned', borrowing: true, renewals: true, requests: false }],
  'instances.ndjson': [
    {
      id: 'in1',
      title: 'Moby-Dick',
      contributors: [{ name: 'Editor, An' }, { name: 'Melville, Herman', primary: true }],
      identifiers: [{ identifierTypeId: '8261054f-be78-422d-bd51-4ed9f33c3422', value: '9780000000001 (pbk.)' }],
      publication: [{ dateOfPublication: '1851' }],
    },
  ],
  'holdings.ndjson': [
    { id: 'h1', instanceId: 'in1', callNumber: 'PS 1', permanentLocationId: 'loc1' },
    { id: 'h2', instanceId: 'in1', callNumber: 'PS 1', permanentLocationId: 'loc1', temporaryLocationId: 'loc2' },
  ],
  'items.ndjson': [
    item('it1', 'B1', 'h1', 'Checked out'),
    { ...item('it2', 'B2', 'h2', 'Awaiting pickup'), enumeration: 'v.2', copyNumber: 'c.3' },
    item('it3', 'B3', 'h1', 'Declared lost'),
    { ...item('it4', 'B4', 'h1', 'Available'), circulationNotes: [{ note: 'Count the maps', noteType: 'Check in' }] },
  ],
  'loans.ndjson': [
    {
      id: 'ln1',
      userId: 'u1',
      itemId: 'it1',
      loanDate: '2026-11-01T15:00:00Z',
      dueDate: '2026-11-29T04:59:59Z',
      status: { name: 'Open' },
      renewalCount: 1,
      checkoutServicePointId: 'sp2',
      loanPolicyId: 'lp2',
    },
    {
      id: 'ln2',
      itemId: 'it4',
      loanDate: '2026-01-01T15:00:00Z',
      dueDate: '2026-01-29T04:59:59Z',
      status: { name: 'Closed' },
    },
  ],
  'requests.ndjson': [
    request('r1', 'u1', { itemId: 'it4', position: 2, requestType: 'Hold' }),
    request('r2', 'u2', { itemId: 'it4', position: 1, requestType: 'Recall' }),
    request('r3', 'u2', {
      itemId: 'it2',
      position: 1,
      requestType: 'Page',
      status: 'Open - Awaiting pickup',
      pickupServicePointId: 'sp2',
    }),
    request('r4', 'u2', { itemId: 'it2', requestType: 'Hold', status: 'Closed - Filled' }),
  ],
  'accounts.ndjson': [
    {
      id: 'a1',
      userId: 'u1',
      itemId: 'it3',
      remaining: 12.5,
      feeFineType: 'Lost item fee',
      dateCreated: '2026-10-01T00:00:00Z',
    },
    { id: 'a2', userId: 'u1', remaining: 0, feeFineType: 'Overdue fine' },
  ],
  'course_terms.json': [
    { id: 'ct1', name: 'Fall', startDate: '2026-08-24T00:00:00Z', endDate: '2026-12-18T00:00:00Z' },
  ],
} as const satisfies FolioFiles;

function item(id: string, barcode: string, holdingsRecordId: string, status: string) {
  return { id, barcode, holdingsRecordId, status: { name: status }, materialTypeId: 'm1', permanentLoanTypeId: 't1' };
}

function request(id: string, requesterId: string, more: object) {
  return {
    id,
    requesterId,
    requestDate: '2026-11-20T15:00:00Z',
    status: 'Open - Not yet filled',
    pickupServicePointId: 'sp1',
    ...more,
  };
}

/** Writes the files to a folder of their own. */
export function writeFolioFiles(changes: FolioFiles = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'holdfast-folio-'));
  for (const [name, content] of Object.entries({ ...folioFiles, ...changes })) {
    if (content === null) continue;
    const lines = typeof content === 'string' ? content : content.map((one) => `${JSON.stringify(one)}\n`).join('');
    const text = name.endsWith('.json') && typeof content !== 'string' ? JSON.stringify(content, null, 1) : lines;
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** Imports the files with changes; into nothing unless a store is given. */
export async function importFolioFiles(
  changes: FolioFiles = {},
  options: Partial<Omit<FolioOptions, 'path'>> = {},
): Promise<ImportResult> {
  const path = writeFolioFiles(changes);
  try {
    return await importFolio({ store: null, clock, zone: 'America/Chicago', ...options, path });
  } finally {
    rmSync(path, { recursive: true });
  }
}
