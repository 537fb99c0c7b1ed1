// English: what a library sets for its desks about kinds of things.

export const enKinds = {
  kinds: {
    open: 'Kinds lent without a barcode',
    words: 'uncataloged, paperbacks, umbrellas, magazines, no barcode, by kind, ephemeral',
    about:
      'Things without a barcode, such as exchange paperbacks or umbrellas: lent by kind and number at Check out, Without a barcode. Loan period and late fee are those of the item type in your loan rules.',
    none: 'Nothing is lent without a barcode yet.',
    kind: 'Kind {{n}}',
    name: 'Name of the kind',
    type: 'Item type',
    out: '{{count}} out',
    add: 'Add a kind',
    remove: 'Remove',
    removeOf: 'Remove {{name}}',
    mayNotRemove: 'Remove {{name}}: check in what is out first',
    noName: 'Name each kind, or remove it.',
    noType: 'Choose an item type for each kind.',
    longName: 'A name has no more than 80 letters.',
    twice: 'Two kinds have the same name.',
    added: 'New: {{name}}, lent as {{type}}',
    renamed: '“{{from}}” becomes “{{to}}”',
    retyped: '{{name}}: lent as {{to}}, not {{from}}; loans that are out stay as they are',
    gone: 'No longer lent: {{name}}',
  },
  searches: {
    open: 'Searches for missing items',
    words: 'missing, lost, search again, how often, replacement review, not on shelf',
    about:
      'How often a missing item, or one claimed returned, is looked for before it stands on the list “Missing or lost: to review”, and how many days lie between two searches.',
    usual: 'Where nothing is set: {{times}} times, {{days}} days apart.',
    times: 'Searches',
    days: 'Days between searches',
    noTimes: 'Searches: a whole number from 1 to 20.',
    noDays: 'Days between searches: a whole number from 1 to 90.',
    timesChanged: 'Searches: {{to}}, not {{from}}',
    daysChanged: 'Days between searches: {{to}}, not {{from}}',
    effect: 'This holds for items that are missing now, too.',
  },
} as const;
