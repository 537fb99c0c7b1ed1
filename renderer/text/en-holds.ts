// English: a hold for the patron on the desk, and calling an item back.

export const enHolds = {
  holdFor: {
    title: 'Title to hold',
    hint: 'Title, author or ISBN',
    found: 'Titles found',
    copies_one: '{{available}} of {{count}} copy in',
    copies_other: '{{available}} of {{count}} copies in',
    wouldBe: 'place {{position}} in the queue',
    choose: 'Press the arrow down to choose a title, then Enter.',
    none: 'Nothing found for {{text}}.',
    other: 'Another title',
    open: 'Hold',
  },
  recallOf: {
    not: 'No recall. {{why}}',
  },
} as const;
