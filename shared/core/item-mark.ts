// What a person may say of a copy; several marks may stand at once. A scan clears *missing*, a named act the others.

import { z } from 'zod';

/** In their one order: the first that stands is the one to act on. */
export const ItemMarkSchema = z.enum(['withdrawn', 'missing', 'in-repair', 'damaged', 'inspect', 'in-process']);
export type ItemMark = z.infer<typeof ItemMarkSchema>;
