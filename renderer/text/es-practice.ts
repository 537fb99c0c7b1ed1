// Spanish: practice.

export const esPractice = {
  practice: {
    title: 'Práctica',
    banner: 'Práctica: nada cuenta.',
    bannerMore: 'Reglas reales, usuarios y materiales inventados. Nada se guarda ni se envía.',
    signIn: 'Practique como una de estas personas',
    signInText: 'Cada una puede un poco más que la anterior.',
    what: 'Todo el programa con las reglas reales de esta biblioteca, usuarios inventados y materiales inventados. La pantalla de entrada muestra nombres y PIN para usarlo.',
    counts: 'Nada de lo que se hace allí cuenta: no se registra en ninguna parte y se borra al salir.',
    leaves:
      'Usted sale de este mostrador, en todas sus ventanas. Su trabajo queda como está, y un turno abierto sigue abierto.',
    begin: 'Empezar a practicar',
    notStarted: 'La práctica no se pudo iniciar en este equipo. Inténtelo de nuevo y avise a quien lo atiende.',
    starting: 'Preparando…',
    scansWait_one: '{{count}} lectura espera al mostrador: se atiende cuando acabe la práctica.',
    scansWait_other: '{{count}} lecturas esperan al mostrador: se atienden cuando acabe la práctica.',
  },
};
