// Spanish: records and panels beside the work.

export const esBeside = {
  strip: {
    open: 'Ficha',
    show: 'Mostrar',
    toRead_one: '{{count}} aviso por leer',
    toRead_other: '{{count}} avisos por leer',
    ready_one: '{{count}} reserva lista',
    ready_other: '{{count}} reservas listas',
  },
} as const;
