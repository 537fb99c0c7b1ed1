// Spanish: what a library sets for its desks about kinds of things. See `es.ts`.

export const esKinds = {
  kinds: {
    open: 'Tipos que se prestan sin código',
    words: 'sin catalogar, libros de intercambio, paraguas, revistas, sin código de barras, por tipo',
    about:
      'Materiales sin código de barras, como libros de intercambio o paraguas: se prestan por tipo y cantidad en Prestar, Sin código. El plazo y la multa son los del tipo de material en sus reglas de préstamo.',
    none: 'Todavía no se presta nada sin código.',
    kind: 'Tipo {{n}}',
    name: 'Nombre',
    type: 'Tipo de material',
    out: '{{count}} prestados',
    add: 'Agregar un tipo',
    remove: 'Quitar',
    removeOf: 'Quitar {{name}}',
    mayNotRemove: 'Quitar {{name}}: antes hay que devolver lo prestado',
    noName: 'Dé un nombre a cada tipo, o quítelo.',
    noType: 'Elija un tipo de material para cada uno.',
    longName: 'Un nombre tiene como máximo 80 letras.',
    twice: 'Dos tipos tienen el mismo nombre.',
    added: 'Nuevo: {{name}}, se presta como {{type}}',
    renamed: '«{{from}}» pasa a llamarse «{{to}}»',
    retyped: '{{name}}: se presta como {{to}}, no como {{from}}; los préstamos actuales no cambian',
    gone: 'Ya no se presta: {{name}}',
  },
  searches: {
    open: 'Búsquedas de materiales extraviados',
    words: 'extraviado, perdido, buscar de nuevo, cuántas veces, revisión de reemplazos, no está en el estante',
    about:
      'Cuántas veces se busca un material extraviado, o uno que dicen haber devuelto, antes de estar en la lista «Extraviados o perdidos por revisar», y cuántos días hay entre dos búsquedas.',
    usual: 'Si no se fija nada: {{times}} veces, cada {{days}} días.',
    times: 'Búsquedas',
    days: 'Días entre búsquedas',
    noTimes: 'Búsquedas: un número entero de 1 a 20.',
    noDays: 'Días entre búsquedas: un número entero de 1 a 90.',
    timesChanged: 'Búsquedas: {{to}}, no {{from}}',
    daysChanged: 'Días entre búsquedas: {{to}}, no {{from}}',
    effect: 'Vale también para lo que ya está extraviado.',
  },
} as const;
