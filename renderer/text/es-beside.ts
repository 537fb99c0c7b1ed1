// Spanish: records and panels beside the work, and leaving the desk.

export const esBeside = {
  strip: {
    open: 'Ficha',
    show: 'Mostrar',
    toRead_one: '{{count}} aviso por leer',
    toRead_other: '{{count}} avisos por leer',
    ready_one: '{{count}} reserva lista',
    ready_other: '{{count}} reservas listas',
  },
  today: {
    nav: 'Hoy',
    figures: 'Cifras de hoy',
    outages: 'Cortes',
    overridesNav: 'Autorizaciones y condonaciones',
    title: 'Hoy en este mostrador',
    checkouts: 'Prestados',
    checkins: 'Devueltos',
    renewals: 'Renovados',
    holdsFilled: 'Reservas atendidas',
    inHouse: 'Uso en sala',
    turnedAway: 'No atendidos',
    tallies: 'Consultas',
    overrides: 'Autorizaciones',
    hours: 'Transacciones por hora',
    busiest: 'más movimiento de {{from}} a {{to}}: {{count}}',
  },
  sheet: {
    desk: 'Mostrador',
    print: 'Imprimir',
    signs: '{{staff}}, contó',
  },
  helpPage: {
    students: 'Asistentes',
    staff: 'Personal',
    supervisors: 'Supervisores',
    it: 'Informática',
  },
  leaving: {
    title: 'Sin guardar',
    signOut: 'Sin guardar: {{what}}. Al salir se descarta.',
    stay: 'Quedarme',
    form: 'el formulario abierto',
    waits: 'Sin guardar: {{what}}. Se pierde si entra otra persona.',
  },
} as const;
