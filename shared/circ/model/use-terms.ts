// The library's settings for its use figures: the beginning of its fiscal year, and the items and people counted apart.
// Read when a report is made, so that a correction holds for past years too.

import { z } from 'zod';

export const UseTermsSchema = z.object({
  /** First day of the fiscal year, as `07-01`; a year is called after the calendar year in which it ends. */
  fiscalYearStarts: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/)
    .optional(),
  /** Item types that are equipment or no library material. An item with a serial number always is. */
  equipmentTypes: z.array(z.string()).optional(),
  /** Locations of course reserves, by id. Absent: items on reserve, and items lent by the hour that are no equipment. */
  reserveLocations: z.array(z.string()).optional(),
  /** Item types of items borrowed from another library. An item with the status "for interlibrary loan" always is one. */
  borrowedTypes: z.array(z.string()).optional(),
  /** Groups of patrons that stand for other libraries, by name. */
  libraryGroups: z.array(z.string()).optional(),
  /**
   * A checked-in item that was not on loan was used in the house: tables are cleared by checking in. Absent: it is only
   * counted by name.
   */
  checkinIsInHouse: z.literal(true).optional(),
});
/** The settings of a library on use figures; an absent one has its default. */
export type UseTerms = z.infer<typeof UseTermsSchema>;

/** Fiscal years of most US academic libraries begin on July 1. */
export const FISCAL_YEAR_STARTS = '07-01';
