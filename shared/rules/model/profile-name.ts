// The systems whose rules Holdfast can follow.

import { z } from 'zod';

export const ProfileNameSchema = z.enum(['koha', 'folio', 'evergreen', 'holdfast']);
export type ProfileName = z.infer<typeof ProfileNameSchema>;
