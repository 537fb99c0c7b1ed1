// English, what would happen. See `en.ts`.

export const enWhatIf = {
  whatIf: {
    title: 'What would happen?',
    nothingRecorded: 'Only a question: what you scan here is not checked out, and nothing is recorded.',
    patron: 'Patron',
    item: 'Item',
    patronHint: 'Scan the card, or type a name',
    itemHint: 'Scan the item, or type a title',
    change: 'Change',
    when: 'When',
    now: 'Now',
    nowWord: 'now',
    isNow: 'Now. Type another date or time to ask about it.',
    whenHint: 'On the clock of {{branch}}. Loans, holds and fees count as they stand now.',
    teach: 'Scan or type a card and an item. The answer comes at once, and again with every change.',
    asking: 'One moment…',
    done: 'Would be checked out',
    needsOverride: 'Would need an override',
    refused: 'Would not be checked out',
    answer: 'Answer',
    due: 'due {{due}}',
    missed: 'Nothing here has the code “{{text}}”. Type part of the name or title, and choose.',
    missedIsbn: '{{text}} is the book’s ISBN. Scan the library’s barcode.',
    missedMisread: '{{text}} looks misread: its check digit is wrong. Scan it again.',
  },
} as const;
