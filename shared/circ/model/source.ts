// Where an imported row came from. (system, id) is what a later import finds it by.

import { z } from 'zod';

export const SourceSchema = z.object({ system: z.string(), id: z.string() });
export type Source = z.infer<typeof SourceSchema>;
