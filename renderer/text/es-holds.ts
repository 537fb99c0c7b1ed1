// Spanish: a hold for the patron on the desk, and calling an item back.

export const esHolds = {
  holdFor: {
    title: 'Título que reservar',
    hint: 'Título, autor o ISBN',
    found: 'Títulos encontrados',
    copies_one: '{{available}} de {{count}} ejemplar en el estante',
    copies_other: '{{available}} de {{count}} ejemplares en el estante',
    wouldBe: 'lugar {{position}} en la fila',
    choose: 'Pulse la flecha abajo para elegir un título y luego Intro.',
    none: 'No se encontró nada para {{text}}.',
    other: 'Otro título',
    open: 'Reservar',
  },
  recallOf: {
    not: 'Sin reclamo. {{why}}',
  },
} as const;
