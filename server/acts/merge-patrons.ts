// Two accounts become one. After judging: a patron who is merged existed under the old id when the earlier acts were done.

import { mergePatrons } from '../patrons/write-patrons.ts';
import { actEffect } from './act-effect.ts';

export const mergePatronsEffect = actEffect({ mergePatrons: true }, 'after judging', mergePatrons);
