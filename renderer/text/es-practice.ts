// Texts of practice and its lessons in Spanish.

export const esPractice = {
  lessons: {
    title: 'Tareas del primer turno',
    done: '{{done}} de {{of}} tareas',
    next: 'Ahora: {{task}}. {{how}}',
    all: 'Todo hecho. Salga de la práctica: su supervisor lo ve.',
    show: 'Ver las tareas',
    hide: 'Ocultar las tareas',
    isDone: 'Hecha',
    kept: 'Se guarda para {{staff}}, en todos los mostradores: salga cuando quiera y siga después.',
    nobody: 'No se guarda: entre en el mostrador real antes de empezar a practicar.',
  },
  practice: {
    title: 'Práctica',
    banner: 'Práctica: nada cuenta.',
    bannerMore: 'Reglas reales, usuarios y materiales inventados. Solo se guardan sus tareas.',
    signIn: 'Practique como una de estas personas',
    signInText: 'Cada una puede hacer un poco más que la anterior.',
    what: 'Todo el programa con las reglas reales de esta biblioteca y con usuarios y materiales inventados. La pantalla de entrada muestra nombres y PIN.',
    counts: 'Nada de lo que se hace allí cuenta: no se registra y se borra al salir.',
    leaves:
      'Usted sale de este mostrador, en todas sus ventanas. Su trabajo queda como está, y un turno abierto sigue abierto.',
    begin: 'Empezar a practicar',
    notStarted: 'La práctica no se pudo iniciar en esta computadora. Inténtelo de nuevo o avise a Informática.',
    starting: 'Preparando…',
    scansWait_one: '{{count}} escaneo espera al mostrador: se atiende al terminar la práctica.',
    scansWait_other: '{{count}} escaneos esperan al mostrador: se atienden al terminar la práctica.',
  },
};
