// Spanish, what roles may do. See `es.ts`.

import { namesIn, RIGHT_NAMES } from '../../shared/core/codes/names.ts';

export const esRoles = {
  may: {
    ...namesIn('es', RIGHT_NAMES),
    other: 'autorizarlo',
  },
  roles: {
    title: 'Papeles y lo que pueden hacer',
    open: 'Papeles…',
    text: 'Un cambio vale desde ahora, en cada mostrador en cuanto tenga contacto. Necesita el servidor.',
    role: 'Papel',
    student: 'Asistente estudiante',
    desk: 'Personal del mostrador',
    'night-lead': 'Responsable de noche',
    supervisor: 'Supervisión',
    administrator: 'Administración',
    wait: 'Preguntando al servidor…',
    pin: 'Su PIN',
    save: 'Guardar',
    saved: 'Guardado. Los mostradores lo saben en su próximo contacto.',
    nothing: 'Aún no se cambió nada.',
    noPin: 'Escriba su PIN.',
  },
} as const;
