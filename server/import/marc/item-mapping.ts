// The field of a MARC record that describes a copy, and the meaning of its subfields: each system has its own.

import { z } from 'zod';

const codes = z.union([z.string().length(1), z.array(z.string().length(1)).min(1)]).transform((one) => [one].flat());

/** One field for each copy, with the codes of its subfields; several codes are joined by blanks. */
export const ItemMappingSchema = z.strictObject({
  field: z.string().regex(/^\d{3}$/),
  barcode: codes,
  home: codes.optional(),
  holding: codes.optional(),
  location: codes.optional(),
  callNumber: codes.optional(),
  itemType: codes.optional(),
  price: codes.optional(),
  added: codes.optional(),
  /** How often it was lent. */
  uses: codes.optional(),
  alert: codes.optional(),
  /** Flags: any text but empty and 0 is one. */
  notForLoan: codes.optional(),
  lost: codes.optional(),
  withdrawn: codes.optional(),
  damaged: codes.optional(),
});
export type ItemMapping = z.infer<typeof ItemMappingSchema>;

/** Mappings of systems as they come. */
export const ITEM_MAPPINGS = {
  koha: {
    field: '952',
    barcode: ['p'],
    home: ['a'],
    holding: ['b'],
    location: ['c'],
    callNumber: ['o', 'h'],
    itemType: ['y'],
    price: ['v'],
    added: ['d'],
    uses: ['l'],
    alert: ['x'],
    notForLoan: ['7'],
    lost: ['1'],
    withdrawn: ['0'],
    damaged: ['4'],
  },
  'koha-unimarc': {
    field: '995',
    barcode: ['f'],
    home: ['b'],
    holding: ['c'],
    location: ['e'],
    callNumber: ['k'],
    itemType: ['r'],
    notForLoan: ['o'],
    lost: ['2'],
    withdrawn: ['0'],
  },
  evergreen: {
    field: '852',
    barcode: ['p'],
    home: ['b'],
    location: ['c'],
    callNumber: ['k', 'j', 'm'],
    itemType: ['g'],
    price: ['y'],
  },
  symphony: {
    field: '999',
    barcode: ['i'],
    home: ['m'],
    location: ['l'],
    callNumber: ['a'],
    itemType: ['t'],
    price: ['p'],
    added: ['u'],
  },
  sierra: {
    field: '945',
    barcode: ['i'],
    location: ['l'],
    callNumber: ['a', 'b', 'c'],
    itemType: ['t'],
    price: ['p'],
  },
  /** Item information of the MARC 21 format for holdings. */
  holdings: {
    field: '876',
    barcode: ['p'],
    location: ['l'],
    callNumber: ['h', 'i'],
    price: ['c'],
    added: ['d'],
  },
  /** The local field that many systems use alike. */
  local: {
    field: '949',
    barcode: ['i'],
    home: ['m'],
    location: ['l'],
    callNumber: ['a', 'b'],
    itemType: ['t'],
    price: ['p'],
  },
} as const satisfies Readonly<Record<string, ItemMapping>>;
export type MappingName = keyof typeof ITEM_MAPPINGS;
