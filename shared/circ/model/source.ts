// The origin of an imported row. A later import finds the row by (system, id).

import { z } from 'zod';

export const SourceSchema = z.object({ system: z.string(), id: z.string() });
export type Source = z.infer<typeof SourceSchema>;
