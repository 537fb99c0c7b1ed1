// Accounts are made and written in, and joined with what was only a card.

import { writePatrons } from '../patrons/write-patrons.ts';
import { actEffect } from './act-effect.ts';

export const writePatronEffect = actEffect(
  { registerPatron: true, editPatron: true },
  'before identities',
  writePatrons,
);
