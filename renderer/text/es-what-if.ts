// Spanish, what would happen. See `es.ts`.

export const esWhatIf = {
  whatIf: {
    title: '¿Qué pasaría?',
    nothingRecorded: 'Solo es una pregunta: lo que escanee aquí no se presta ni queda registrado.',
    patron: 'Usuario',
    item: 'Material',
    patronHint: 'Escanee la tarjeta o escriba un nombre',
    itemHint: 'Escanee el material o escriba un título',
    change: 'Cambiar',
    when: 'Cuándo',
    now: 'Ahora',
    nowWord: 'ahora',
    isNow: 'Ahora. Escriba otra fecha u hora para preguntar por ella.',
    whenHint: 'En el reloj de {{branch}}. Préstamos, reservas y cargos cuentan como están ahora.',
    teach: 'Escanee o escriba una tarjeta y un material. La respuesta sale al instante y con cada cambio.',
    asking: 'Un momento…',
    done: 'Se prestaría',
    needsOverride: 'Haría falta una autorización',
    refused: 'No se prestaría',
    answer: 'Respuesta',
    due: 'vence {{due}}',
    missed: 'Nada aquí tiene el código «{{text}}». Escriba parte del nombre o del título y elija.',
    missedIsbn: '{{text}} es el ISBN del libro. Escanee el código de la biblioteca.',
    missedMisread: '{{text}} parece mal leído: falla su dígito de control. Escanéelo otra vez.',
  },
} as const;
