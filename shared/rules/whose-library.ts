// The library whose rules, calendar, limits or fines count: the first known one in a list of places.

/** Places that a loan or a return has to do with. `item` is its home or its holding library, as the site has it. */
export type LibrarySource =
  | 'desk'
  | 'patron'
  | 'item'
  | 'item-home'
  | 'item-holding'
  | 'item-owner'
  | 'item-desk'
  | 'pickup';

/** The places to look at, the first known one counts. */
export type LibraryChoice = readonly LibrarySource[];

/** The libraries of one case; absent or null where there is none or it is not known. */
export type LibraryPlaces = {
  readonly desk?: string | null | undefined;
  readonly patron?: string | null | undefined;
  readonly itemHome?: string | null | undefined;
  readonly itemHolding?: string | null | undefined;
  readonly itemOwner?: string | null | undefined;
  /** The main desk of the item's location. */
  readonly itemDesk?: string | null | undefined;
  readonly pickup?: string | null | undefined;
};

/** Which of an item's libraries is meant where a setting has only "the item's". */
export type ItemLibrary = 'home' | 'holding';

/** The library that counts and where it was taken from; null when none of the places is known. */
export function whoseLibrary(
  choice: LibraryChoice,
  places: LibraryPlaces,
  itemLibrary: ItemLibrary = 'home',
): { readonly library: string; readonly source: Exclude<LibrarySource, 'item'> } | null {
  for (const source of choice.flatMap((one) => (one === 'item' ? itemSources(itemLibrary) : [one]))) {
    const library = placeOf(places, source);
    if (library !== null && library !== undefined) return { library, source };
  }
  return null;
}

type PlainSource = Exclude<LibrarySource, 'item'>;

function itemSources(itemLibrary: ItemLibrary): readonly PlainSource[] {
  return itemLibrary === 'home' ? ['item-home', 'item-holding'] : ['item-holding', 'item-home'];
}

function placeOf(places: LibraryPlaces, source: PlainSource): string | null | undefined {
  switch (source) {
    case 'desk':
      return places.desk;
    case 'patron':
      return places.patron;
    case 'item-home':
      return places.itemHome;
    case 'item-holding':
      return places.itemHolding;
    case 'item-owner':
      return places.itemOwner;
    case 'item-desk':
      return places.itemDesk;
    case 'pickup':
      return places.pickup;
  }
}
