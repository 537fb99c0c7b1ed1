// The systems whose ways rules may be in.

import { z } from 'zod';

export const ProfileNameSchema = z.enum(['koha', 'folio', 'evergreen', 'holdfast']);
export type ProfileName = z.infer<typeof ProfileNameSchema>;
