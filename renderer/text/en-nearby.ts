// English: desks of a branch that pass their transactions to each other over its own network.

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
      'No desk nearby answers. IT looks: each desk needs the address of one other, and port 7475 open in its firewall.',
    noPort: 'Other desks cannot call this one: another program has its port. IT frees it, or gives the desk another.',
    refused: 'Refused at {{time}}: something on the network that is no desk of this branch. It got nothing.',
    about:
      'Desks of a branch pass their transactions to each other over its own network. While the line is down, each knows within a second what the others lent and took back.',
    how: 'Each desk listens at port 7475 and needs the address of at least one other. IT sets both on the computer. Only desks that the library knows are heard; nothing else on the network learns or changes anything.',
    switch: 'Desks of a branch hear each other',
  },
} as const;
