// The names that a rule of Koha may have: the scope that each belongs to, whether blank is one of its values, whether it is money.
// Source: loan rules, 1.1 (storage).

/** The parts of a scope, the weightiest first. */
export const SCOPE_PARTS = ['branch', 'patron_category', 'item_type'] as const;
export type ScopePart = (typeof SCOPE_PARTS)[number];

export type KohaRuleKind = {
  readonly scope: readonly ScopePart[];
  /** Blank is a value of most rules: no limit, or the site's default. */
  readonly mayBeBlank: boolean;
  readonly isMoney: boolean;
};

const BRANCH: readonly ScopePart[] = ['branch'];
const BRANCH_CATEGORY: readonly ScopePart[] = ['branch', 'patron_category'];
const BRANCH_ITEM: readonly ScopePart[] = ['branch', 'item_type'];
const ALL: readonly ScopePart[] = SCOPE_PARTS;

const MONEY: ReadonlySet<string> = new Set([
  'article_request_fee',
  'fine',
  'overduefinescap',
  'recall_overdue_fine',
  'expire_reserves_charge',
]);
const NEVER_BLANK: ReadonlySet<string> = new Set(['holdallowed', 'hold_fulfillment_policy', 'returnbranch']);

const NAMES: readonly (readonly [readonly ScopePart[], string])[] = [
  [BRANCH, 'lostreturn processingreturn'],
  [
    BRANCH_CATEGORY,
    'patron_maxissueqty patron_maxonsiteissueqty max_holds article_request_fee open_article_requests_limit',
  ],
  [BRANCH_ITEM, 'holdallowed hold_fulfillment_policy returnbranch'],
  [
    ALL,
    'issuelength lengthunit renewalperiod renewalsallowed unseen_renewals_allowed norenewalbefore noautorenewalbefore auto_renew ' +
      'no_auto_renewal_after no_auto_renewal_after_hard_limit hardduedate hardduedatecompare daysmode maxissueqty maxonsiteissueqty ' +
      'decreaseloanholds rentaldiscount note',
  ],
  [
    ALL,
    'fine chargeperiod chargeperiod_charge_at firstremind overduefinescap cap_fine_to_replacement_price finedays ' +
      'suspension_chargeperiod maxsuspensiondays accountsent',
  ],
  [
    ALL,
    'reservesallowed holds_per_record holds_per_day onshelfholds opacitemholds waiting_hold_cancellation expire_reserves_charge ' +
      'article_requests holds_pickup_period',
  ],
  [
    ALL,
    'recalls_allowed recalls_per_record on_shelf_recalls recall_due_date_interval recall_overdue_fine recall_shelf_time ' +
      'bookings_lead_period bookings_trail_period',
  ],
];

/** Every rule by its name. */
export const KOHA_RULE_KINDS: ReadonlyMap<string, KohaRuleKind> = new Map(
  NAMES.flatMap(([scope, names]) => names.split(' ').map((name) => [name, kindOf(name, scope)] as const)),
);

function kindOf(name: string, scope: readonly ScopePart[]): KohaRuleKind {
  return { scope, mayBeBlank: !NEVER_BLANK.has(name), isMoney: MONEY.has(name) };
}
