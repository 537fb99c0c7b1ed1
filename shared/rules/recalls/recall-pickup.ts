// Where a recalled item is picked up.

/** The pickup that was asked for, else the patron's own library; null where neither is known. */
export function recallPickup(asked: string | null, patronHome: string | null): string | null {
  return asked ?? patronHome;
}
