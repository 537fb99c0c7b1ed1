// English: agreements on equipment.

export const enAgreements = {
  agreement: {
    open: 'Agreement…',
    title: 'Agreement: {{kind}}',
    onPaper: 'The agreement is on paper.',
    how: 'Signed',
    paper: 'On paper',
    screen: 'Here, with their name',
    name: 'Name of the patron',
    nameHint: 'Typed by the patron, who agrees by it',
    send: 'Signed: check out',
    list: 'Agreements',
    of: '{{kind}}: agreement signed',
    over: '{{kind}}: agreement is over',
    signedOnPaper: 'on paper {{when}}',
    signedBy: 'by {{name}}, {{when}}',
    until: 'until {{when}}',
    forGood: 'for good',
    recorded: 'recorded by {{who}}',
  },
} as const;
