// English: items that were borrowed from other libraries.

export const enBorrowed = {
  borrowed: {
    receive: 'Receive an item…',
    receiveDo: 'Receive it',
    done: 'Received: {{title}}',
    barcode: 'Strap or barcode',
    barcodeHint: 'Scan it or type it',
    title: 'Title',
    author: 'Author',
    lender: 'Lending library',
    due: 'Back to lender by',
    request: 'Request number',
    kind: 'Item type',
    noKind: 'No type',
    inBuilding: 'In the library only',
    noRenewal: 'No renewal',
  },
} as const;
