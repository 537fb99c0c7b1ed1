// The check of the stand-in for FOLIO by public schemas finds what is not as they have it; the tests of this kind run under it wherever the schemas are named.

import { folioCheck, FOLIO_SCHEMAS } from '../../../support/connectors/folio-schemas.ts';
import { testIf } from '../../../support/skip.ts';

testIf(
  FOLIO_SCHEMAS !== null,
  'a field that no schema of FOLIO has, and one that it wants, are faults; a sound loan is none',
  "FOLIO's public schemas — no folder is named by HOLDFAST_FOLIO_SCHEMAS",
  () => {
    const check = folioCheck(FOLIO_SCHEMAS ?? '');
    const checkIn = {
      itemBarcode: 'barcode-1',
      servicePointId: '00000009-0000-4000-8000-000000000001',
      checkInDate: '2026-01-05T10:00:00.000Z',
    };
    const exchange = { route: 'POST /circulation/check-in-by-barcode', status: 200, answered: {} };
    expect(check({ ...exchange, sent: checkIn })).toEqual([]);
    expect(check({ ...exchange, sent: { ...checkIn, userBarcode: 'card-1' } }).join()).toContain('userBarcode');
    expect(check({ ...exchange, sent: { ...checkIn, checkInDate: 'soon' } }).join()).toContain('date-time');
    const loan = { itemId: checkIn.servicePointId, loanDate: checkIn.checkInDate, action: 'checkedout' };
    const asked = { route: 'GET /circulation/loans', sent: {}, status: 200 };
    expect(check({ ...asked, answered: { loans: [loan], totalRecords: 1 } })).toEqual([]);
    const { action: _action, ...without } = loan;
    expect(check({ ...asked, answered: { loans: [without], totalRecords: 1 } }).join()).toContain('action');
    expect(check({ route: 'GET /other', sent: {}, status: 200, answered: {} })).toEqual([
      'GET /other is a route without a schema',
    ]);
    return Promise.resolve();
  },
);
