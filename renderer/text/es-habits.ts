// Spanish: keys of a library’s own, and what comes with the lessons. See `es.ts`.

export const esHabits = {
  habits: {
    keysAbout:
      'Teclas propias de su biblioteca, en cada mostrador desde que se abre de nuevo su ventana: escriba Ctrl+Shift+U o F12. Vacío: la tecla habitual.',
    action: 'Acción',
    usual: 'Tecla habitual',
    own: 'Tecla de la biblioteca',
    ownOf: 'Tecla de la biblioteca: {{action}}',
    clash: 'Cambie primero las teclas que chocan.',
    lessonsAbout: 'Solo después de las lecciones del primer turno, sea cual sea el rol:',
  },
} as const;
