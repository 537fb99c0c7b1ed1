// Spanish: agreements on equipment. See `es.ts`.

export const esAgreements = {
  agreement: {
    open: 'Acuerdo…',
    title: 'Acuerdo: {{kind}}',
    onPaper: 'El acuerdo está en papel.',
    how: 'Firmado',
    paper: 'En papel',
    screen: 'Aquí, con su nombre',
    name: 'Nombre del usuario',
    nameHint: 'Lo escribe el usuario, que así acepta',
    send: 'Firmado: prestar',
    list: 'Acuerdos',
    of: '{{kind}}: acuerdo firmado',
    over: '{{kind}}: acuerdo vencido',
    signedOnPaper: 'en papel, {{when}}',
    signedBy: 'por {{name}}, {{when}}',
    until: 'hasta {{when}}',
    forGood: 'para siempre',
    recorded: 'lo registró {{who}}',
  },
} as const;
