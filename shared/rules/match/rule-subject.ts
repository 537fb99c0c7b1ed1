// What a loan is about, as rules ask of it: the values of all attributes of one patron, item and desk.

/** Null where nothing is known; a criterion on it then does not match. */
export type RuleSubject = {
  readonly patronGroup: string | null;
  readonly deskBranch: string | null;
  readonly itemHome: string | null;
  readonly itemOwner: string | null;
  readonly patronHome: string | null;
  readonly itemKind: string | null;
  readonly location: string | null;
  readonly recordType: string | null;
  readonly recordForm: string | null;
  readonly recordLevel: string | null;
  readonly videoFormat: string | null;
  readonly reference: boolean;
  readonly juvenile: boolean;
  readonly renewal: boolean;
  /** Days since birth. */
  readonly patronAge: number | null;
  /** Days since the item was added, with their fraction. */
  readonly itemAge: number | null;
};
