// Names of a library's groups, kinds and places: the id, the code or the name that its rules have for them.

export type Called = { readonly id: string; readonly name: string; readonly code?: string | null };

/** The id of a thing by its id, code or name; null stays null. */
export type NameOf = (called: string | null | undefined) => string | null;

/** The id of a thing, found by id, then code, then name; an unknown text stays as it is. A name of two things stands for neither. */
export function namer(things: readonly Called[]): NameOf {
  const ids = new Set(things.map(({ id }) => id));
  const tables = [(thing: Called) => thing.code, (thing: Called) => thing.name].map((called) =>
    Map.groupBy(things, called),
  );
  return (called) => {
    if (called === null || called === undefined || ids.has(called)) return called ?? null;
    const found = tables.map((table) => table.get(called) ?? []).find((some) => some.length === 1);
    return found?.[0]?.id ?? called;
  };
}
