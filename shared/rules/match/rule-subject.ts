// The subject of a loan or a hold for rules: the values of all attributes of one patron, item and desk.

/** Null or absent where nothing is known; a criterion on it then does not match. */
export type RuleSubject = {
  readonly patronGroup: string | null;
  /** The group of the person who places a hold for the patron. */
  readonly requestorGroup?: string | null | undefined;
  readonly deskBranch: string | null;
  readonly itemHome: string | null;
  readonly itemHolding?: string | null | undefined;
  readonly itemOwner: string | null;
  readonly patronHome: string | null;
  readonly pickupBranch?: string | null | undefined;
  readonly requestBranch?: string | null | undefined;
  readonly itemKind: string | null;
  readonly loanType?: string | null | undefined;
  readonly location: string | null;
  readonly library?: string | null | undefined;
  readonly campus?: string | null | undefined;
  readonly institution?: string | null | undefined;
  readonly recordType: string | null;
  readonly recordForm: string | null;
  readonly recordLevel: string | null;
  readonly videoFormat: string | null;
  readonly reference: boolean;
  readonly juvenile: boolean;
  readonly renewal: boolean;
  readonly onsite?: boolean | undefined;
  /** Days since birth. */
  readonly patronAge: number | null;
  /** Days since the item was added, with their fraction. */
  readonly itemAge: number | null;
  /** The local date on which the loan starts. */
  readonly startDate?: string | null | undefined;
};

/** A subject of which nothing is known. */
export const UNKNOWN_SUBJECT: RuleSubject = {
  patronGroup: null,
  deskBranch: null,
  itemHome: null,
  itemOwner: null,
  patronHome: null,
  itemKind: null,
  location: null,
  recordType: null,
  recordForm: null,
  recordLevel: null,
  videoFormat: null,
  reference: false,
  juvenile: false,
  renewal: false,
  patronAge: null,
  itemAge: null,
};
