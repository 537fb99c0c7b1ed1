// The parts of every page of `holdfast inspect`.

/** One row as it is printed. */
export type InspectedRow = Readonly<Record<string, unknown>>;

/** Ids that a filter allows; null = any. */
export type Allowed = { readonly items: readonly string[] | null; readonly patrons: readonly string[] | null };
