// Spanish: keys of a library’s own, and rights that wait for the lessons. See `es.ts`.

export const esHabits = {
  habits: {
    keysAbout:
      'Teclas propias de su biblioteca, en cada mostrador de inmediato: escriba Ctrl+Shift+U o F12. Vacío: la tecla habitual.',
    action: 'Acción',
    usual: 'Tecla habitual',
    own: 'Tecla de la biblioteca',
    ownOf: 'Tecla de la biblioteca: {{action}}',
    clash: 'Cambie primero las teclas que chocan.',
    noLine: 'No hay conexión con el servidor: esto se puede ver, y guardar cuando vuelva.',
    changes: 'Qué cambia',
    outdated: 'Mientras tanto otra persona cambió esto. Lo que usted había escrito se perdió.',
    unsaved: 'Sin guardar',
    drop: 'Descartar',
    unchanged: 'No se cambió nada.',
    lessonsAbout: 'Solo después de las lecciones del primer turno, sea cual sea el rol:',
  },
  stacks: {
    reserves: 'Nombre de las reservas de curso',
    reservesAbout:
      'Cómo llama su biblioteca a las reservas de curso: en pantalla, en carros y listas, y en informes. Vacío: las palabras de siempre.',
    longName: 'Un nombre tiene como máximo 60 letras.',
    cartsAbout:
      'Carros de {{branch}} para partes de sus estantes. El primero que corresponde toma el ejemplar; lo que ninguno toma va al carro de su ubicación.',
    cart: 'Carro {{n}}',
    name: 'Nombre del carro',
    location: 'Ubicación',
    anyLocation: 'Cualquiera',
    from: 'Desde la signatura',
    to: 'Hasta la signatura',
    add: 'Agregar un carro',
    remove: 'Quitar',
    removeCart: 'Quitar el carro {{n}}',
    noName: 'Dé un nombre a cada carro, o quítelo.',
    cuesAbout: 'Lo que cada mostrador indica hacer con un material de un tipo, al salir y al volver.',
    cues: 'Manejo por tipo de material',
    itemType: 'Tipo de material',
    cueOf: '{{type}}: {{cue}}',
  },
  cue: {
    desensitize: 'Desmagnetizar',
    'never-magnetize': 'Nunca magnetizar',
    'unlock-case': 'Abrir el estuche',
    'count-discs': 'Contar los discos',
    rfid: 'Bit de RFID',
  },
} as const;
