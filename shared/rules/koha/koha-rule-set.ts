// One immutable version of Koha's rules: values by scope and name, with the site settings that decide how they are read.

import { z } from 'zod';
import { RuleSetVersionSchema } from '../../core/ids.ts';
import { RentalSchema } from '../model/policy/money-gate.ts';
import { CalendarSchema } from '../model/calendar.ts';
import { CurrencySchema } from '../model/written-text.ts';

const scopePart = z.string().nullable();

export const KohaRowSchema = z.object({
  branch: scopePart,
  patron_category: scopePart,
  item_type: scopePart,
  /** Values by rule name; blank is a value. */
  values: z.record(z.string(), z.string()),
});

export const KohaSettingsSchema = z.object({
  circControl: z.enum(['PickupLibrary', 'PatronLibrary', 'ItemHomeLibrary']),
  itemLibrary: z.enum(['home', 'holding']),
  reservesControl: z.enum(['ItemHomeLibrary', 'PatronLibrary']),
  lostReturnControl: z.enum(['CheckinLibrary', 'ItemHomeBranch', 'ItemHoldingBranch']),
  /** useDaysMode; `noDays` stands for any value that Koha does not know. */
  daysMode: z.enum(['Days', 'Calendar', 'Datedue', 'Dayweek', 'noDays']),
  /** RenewalPeriodBase. */
  renewalBase: z.enum(['now', 'date_due']),
  /** NoRenewalBeforePrecision. */
  noRenewalBeforePrecision: z.enum(['exact', 'day']),
  /** FinesIncludeGracePeriod. */
  finesIncludeGrace: z.boolean(),
  /** finesCalendar. */
  finesWhenClosed: z.boolean(),
  /** SuspensionsCalendar. */
  suspensionsWhenClosed: z.boolean(),
  /** CumulativeRestrictionPeriods. */
  cumulativeSuspensions: z.boolean(),
  /** ConsiderOnSiteCheckoutsAsNormalCheckouts. */
  onsiteCountsAsNormal: z.boolean(),
  /** ReservesMaxPickUpDelay. */
  pickupDelayDays: z.int().min(0),
  /** AllowReturnToBranch: where returns are taken. `either` is the item's home or where it was held. */
  returnsAllowedAt: z.enum(['anywhere', 'home', 'holding', 'either']).default('anywhere'),
  /** BlockReturnOfWithdrawnItems. */
  blocksWithdrawnReturns: z.boolean().default(true),
  /** BlockReturnOfLostItems. */
  blocksLostReturns: z.boolean().default(false),
  /** noissuescharge: more owed than this, in the main unit of the currency, stops loans; null = no limit. */
  noIssuesCharge: z.number().min(0).nullable().default(5),
  /** AllowFineOverride: staff may lend all the same. */
  allowFineOverride: z.boolean().default(false),
  /** AllFinesNeedOverride: any debt at all is asked about. */
  allFinesNeedOverride: z.boolean().default(true),
  /** RentalsInNoissuesCharge, ManInvInNoissuesCharge: debt for rentals, and for fees that staff added, counts against noissuescharge. */
  rentalsCount: z.boolean().default(true),
  manualFeesCount: z.boolean().default(true),
  /** decreaseLoanHighHolds with its Control, Value and Duration: loans of titles with more holds than this are shorter; null = it is off. */
  highHolds: z
    .strictObject({
      /** `dynamic`: more than so many above the number of copies that can be held. */
      control: z.enum(['static', 'dynamic']),
      holds: z.int().min(0),
      /** Days of such a loan where no rule gives them. */
      days: z.int().min(0),
    })
    .nullable()
    .default(null),
  /** MarkLostItemsAsReturned: the loan of an item that is marked lost is over, so that no limit counts it. */
  lostEndsLoan: z.boolean().default(true),
  /** OverduesBlockCirc: whether the person who has something overdue may borrow. */
  overduesBlockCirc: z.enum(['nothing', 'override', 'block']).default('nothing'),
  /** OverduesBlockRenewing: which overdue loans keep a loan from being renewed: none, its own lateness, any of the patron. */
  overduesBlockRenewing: z.enum(['none', 'item', 'all']).default('none'),
  /** AllowRenewalIfOtherItemsAvailable: renewed although a person waits, where other copies can fill every hold. */
  renewsIfOthersCanFill: z.boolean().default(false),
  /** AllowHoldsOnPatronsPossessions: a patron may wait for a title that they have out. */
  holdsOnPossessions: z.boolean().default(true),
  /** AllowHoldsOnDamagedItems. */
  holdsOnDamaged: z.boolean().default(true),
  /** CheckPrevCheckout: the person who had the title before is asked about, as far back as the library keeps it. */
  checkPrevCheckout: z.boolean().default(false),
  /** AllowMultipleIssuesOnABiblio: one patron may have several copies of a title. */
  allowMultipleIssuesOnABiblio: z.boolean().default(true),
  /** AgeRestrictionOverride: staff may lend to patrons who are too young. */
  ageRestrictionOverride: z.boolean().default(false),
  /** AllowNotForLoanOverride: staff may lend items that are not for loan. */
  allowNotForLoanOverride: z.boolean().default(false),
  /** IndependentBranches: patrons borrow the items of their own library, at its desks. */
  independentBranches: z.boolean().default(false),
  /** RentalFeesCheckoutConfirmation: a rental is asked about first. */
  confirmsRentals: z.boolean().default(false),
  /** ReturnBeforeExpiry: no loan runs past the day on which the account ends. */
  returnBeforeExpiry: z.boolean().default(false),
  /** ConsiderLibraryHoursInCirculation: effect of closing time on loans in hours. */
  libraryHours: z.enum(['ignore', 'close', 'open']).default('ignore'),
});
export type KohaSettings = z.infer<typeof KohaSettingsSchema>;

/** The settings that Koha comes with. */
export const DEFAULT_SETTINGS: KohaSettings = {
  circControl: 'ItemHomeLibrary',
  itemLibrary: 'home',
  reservesControl: 'PatronLibrary',
  lostReturnControl: 'CheckinLibrary',
  daysMode: 'Calendar',
  renewalBase: 'date_due',
  noRenewalBeforePrecision: 'exact',
  finesIncludeGrace: true,
  finesWhenClosed: false,
  suspensionsWhenClosed: false,
  cumulativeSuspensions: false,
  onsiteCountsAsNormal: true,
  pickupDelayDays: 7,
  returnsAllowedAt: 'anywhere',
  blocksWithdrawnReturns: true,
  blocksLostReturns: false,
  noIssuesCharge: 5,
  allowFineOverride: false,
  allFinesNeedOverride: true,
  rentalsCount: true,
  manualFeesCount: true,
  highHolds: null,
  lostEndsLoan: true,
  overduesBlockCirc: 'nothing',
  overduesBlockRenewing: 'none',
  renewsIfOthersCanFill: false,
  holdsOnPossessions: true,
  holdsOnDamaged: true,
  checkPrevCheckout: false,
  allowMultipleIssuesOnABiblio: true,
  ageRestrictionOverride: false,
  allowNotForLoanOverride: false,
  independentBranches: false,
  confirmsRentals: false,
  returnBeforeExpiry: false,
  libraryHours: 'ignore',
};

/** Settings of an item type besides the rules; an absent one means no charge, and lent. */
export const KohaItemTypeSchema = z.object({
  notForLoan: z.boolean().optional(),
  rental: RentalSchema.pick({ flatMinor: true, perDayMinor: true, perHourMinor: true }).optional(),
});
export type KohaItemType = z.infer<typeof KohaItemTypeSchema>;

export const KohaRuleSetSchema = z.object({
  version: RuleSetVersionSchema,
  profile: z.literal('koha'),
  currency: CurrencySchema,
  zone: z.string(),
  settings: KohaSettingsSchema,
  rows: z.array(KohaRowSchema),
  /** The item type above, by item type; those that have none above are not named. */
  itemTypeParents: z.record(z.string(), z.string()).optional(),
  /** Item types with settings of their own, by type; others are left out. */
  itemTypes: z.record(z.string(), KohaItemTypeSchema).optional(),
  /** Patron categories whose cards only count use in the building. */
  statisticsCategories: z.array(z.string()).optional(),
  /** Display names of patron categories and item types, by code; those without a name are left out. */
  names: z
    .object({ categories: z.record(z.string(), z.string()), itemTypes: z.record(z.string(), z.string()) })
    .optional(),
  /** Calendars by branch. */
  calendars: z.record(z.string(), CalendarSchema),
});
export type KohaRuleSet = z.infer<typeof KohaRuleSetSchema>;
