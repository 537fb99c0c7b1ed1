// English: desks of a branch that pass their transactions to each other over its own network, and versions of the program. Reasons for which one
// waits stand in shared/core/update-words.ts.

export const enNearby = {
  nearby: {
    title: 'Desks nearby',
    off: 'Off in this library: this desk passes its transactions to the central server alone.',
    alone: 'This branch has no other desk.',
    reached: 'reached since {{time}}',
    last: 'last reached {{time}}',
    never: 'not reached since this desk started',
    more: 'and {{count}} more',
    noAnswer:
      'No desk nearby answers: they are switched off, or IT looks: each desk needs the address of one other, and port 7475 open in its firewall.',
    noPort: 'Other desks cannot call this one: another program has its port. IT frees it, or gives the desk another.',
    refused: 'Refused ({{time}}): something on the network that is no desk of this branch. It got nothing.',
    about:
      'Desks of a branch pass their transactions to each other over its own network. While the line is down, each knows within a second what the others lent and took back.',
    how: 'Each desk listens at port 7475 and needs the address of at least one other. IT sets both on the computer. Only desks that the library knows are heard; nothing else on the network learns or changes anything.',
    switch: 'Desks of a branch hear each other',
  },
  update: {
    title: 'Program',
    version: 'Holdfast {{version}}',
    waits: 'Version {{version}} {{why}}',
    byHand: 'New versions are installed by IT: the new installer over the old one. The data stays.',
    bySystem: 'New versions come with those of this computer’s system.',
    notLooked: 'Looks for new versions soon after the start, then every four hours.',
    newest: 'The newest version, looked {{time}}. Looks again every four hours.',
    looked: 'Looked for new versions {{time}}.',
    notReached:
      'The place of updates did not answer {{time}}. IT looks whether this computer reaches it. The desk tries again every four hours.',
  },
} as const;
