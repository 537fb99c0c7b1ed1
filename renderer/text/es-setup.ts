// Spanish: setting up a computer as a desk.

export const esSetup = {
  setup: {
    keyUnprotected: 'Esta computadora no protege las claves del mostrador.',
    title: 'Configurar este mostrador',
    steps: 'Pasos',
    join: 'Biblioteca',
    data: 'Datos',
    scanner: 'Escáner',
    printer: 'Impresora',
    signIn: 'Entrar',
    joinText: 'Dos datos dicen de qué biblioteca es este mostrador. Informática tiene ambos.',
    central: 'Dirección del servidor central',
    centralHint: 'https://…',
    code: 'Código de inscripción',
    codeHint: 'cinco grupos de cuatro caracteres',
    codeNote: 'El código sirve una vez y durante diez minutos. Se crea con: holdfast desk enrol-code',
    joinNow: 'Inscribir',
    joining: 'Inscribiendo…',
    needBoth: 'Escriba ambos.',
    dataTitle: 'Esta computadora es ahora {{desk}} de {{library}}',
    dataText: 'El mostrador carga su propia copia de la biblioteca para funcionar sin conexión.',
    dataReady: 'Ya está todo. El mostrador está listo, también sin conexión.',
    dataOffline:
      'El servidor no responde en este momento. Lo cargado se conserva, y el mostrador sigue por sí solo cuando vuelva la conexión. Compruebe el cable o la red inalámbrica.',
    dataWaits: 'El mostrador pide sus datos al servidor…',
    tryNow: 'Probar ahora',
    goOn: 'Continuar',
    meanwhile: 'Continuar mientras tanto',
    scannerText:
      'Escanee cualquier código. Si no aparece nada abajo, el escáner no está conectado o no está configurado para escribir como un teclado.',
    hear: 'Escuchar los sonidos del mostrador',
    printerText:
      'Si este mostrador tiene impresora de comprobantes, configúrela e imprima una prueba. Si no, continúe.',
    finish: 'Ir al inicio de sesión',
  },
} as const;
