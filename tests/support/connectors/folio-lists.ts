// The lists of the stand-in for FOLIO: users, and items with their holdings and instances, with the fields of its public schemas. Tests change them as
// its staff would.

/** Ids by the kind of a record and its number. */
export const idOf = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** What the system says of a record's changes. `updatedDate`: ISO 8601. */
export const changedOn = (updatedDate: string) => ({ createdDate: '2025-01-01T10:00:00.000+00:00', updatedDate });

export type FolioUser = { id: string; barcode: string | null; active: boolean } & Record<string, unknown>;

export const folioUser = (n: number, barcode: string | null, more: object = {}): FolioUser => ({
  id: idOf(1, n),
  barcode,
  externalSystemId: `campus-${n}`,
  active: true,
  type: 'patron',
  patronGroup: idOf(8, 1),
  personal: {
    lastName: `Last${n}`,
    firstName: `First${n}`,
    email: `p${n}@example.edu`,
    addresses: [
      {
        addressTypeId: idOf(9, 9),
        addressLine1: `${n} Elm Street`,
        city: 'Springfield',
        region: 'IL',
        postalCode: '62701',
      },
    ],
  },
  metadata: changedOn('2025-01-01T10:00:00.000+00:00'),
  ...more,
});

export type FolioItem = { id: string; barcode: string | null; holdingsRecordId: string } & Record<string, unknown>;

export const folioItem = (n: number, barcode: string | null, more: object = {}): FolioItem => ({
  id: idOf(2, n),
  barcode,
  holdingsRecordId: idOf(3, n),
  status: { name: 'Available' },
  materialTypeId: idOf(8, 2),
  permanentLoanTypeId: idOf(8, 3),
  effectiveLocationId: idOf(8, 4),
  copyNumber: 'c.2',
  metadata: changedOn('2025-01-01T10:00:00.000+00:00'),
  ...more,
});

/** Items with a holdings record and an instance each. */
export function folioInventory(barcodes: readonly string[]) {
  return {
    items: barcodes.map((barcode, n) => folioItem(n, barcode)),
    holdings: barcodes.map((_, n) => ({
      id: idOf(3, n),
      instanceId: idOf(6, n),
      sourceId: idOf(9, 8),
      permanentLocationId: idOf(8, 4),
      callNumber: `QA ${n}`,
    })),
    instances: barcodes.map((_, n) => ({
      id: idOf(6, n),
      source: 'FOLIO',
      instanceTypeId: idOf(9, 7),
      title: `Title ${n}`,
      contributors: [{ name: 'Ode, Li', contributorNameTypeId: idOf(9, 6), primary: true }],
      identifiers: [{ identifierTypeId: '8261054f-be78-422d-bd51-4ed9f33c3422', value: '9780306406157 (hardback)' }],
      publication: [{ dateOfPublication: '2001' }],
    })),
  };
}
export type FolioInventory = ReturnType<typeof folioInventory>;
