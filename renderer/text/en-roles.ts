// English, what roles may do. See `en.ts`.

import { namesIn, RIGHT_NAMES } from '../../shared/core/codes/names.ts';

export const enRoles = {
  may: {
    ...namesIn('en', RIGHT_NAMES),
    other: 'override this',
  },
  roles: {
    title: 'Roles and what they may do',
    open: 'Roles…',
    text: 'A change holds from now on, at every desk as soon as it has contact. It needs the server.',
    role: 'Role',
    student: 'Student assistant',
    desk: 'Desk staff',
    'night-lead': 'Night lead',
    supervisor: 'Supervisor',
    administrator: 'Administrator',
    wait: 'Asking the server…',
    pin: 'Your PIN',
    save: 'Save',
    saved: 'Saved. Desks learn of it at their next contact.',
    nothing: 'Nothing was changed yet.',
    noPin: 'Type your PIN.',
  },
} as const;
