// Marks that a person may set on a copy; several may stand at once. A scan clears *missing*, a named act the others.

import { z } from 'zod';

/** In their one order: the first that stands is the one to act on. */
export const ItemMarkSchema = z.enum(['withdrawn', 'missing', 'in-repair', 'damaged', 'inspect', 'in-process']);
export type ItemMark = z.infer<typeof ItemMarkSchema>;
