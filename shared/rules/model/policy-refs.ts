// The result of a rule where policies are rows of their own: the policy of each kind, by its id or name.

import { z } from 'zod';

export const PolicyRefsSchema = z.strictObject({
  loanPolicy: z.string().optional(),
  requestPolicy: z.string().optional(),
  noticePolicy: z.string().optional(),
  overduePolicy: z.string().optional(),
  lostPolicy: z.string().optional(),
});
export type PolicyRefs = z.infer<typeof PolicyRefsSchema>;

export const POLICY_REF_FIELDS = [
  'loanPolicy',
  'requestPolicy',
  'noticePolicy',
  'overduePolicy',
  'lostPolicy',
] as const satisfies readonly (keyof PolicyRefs)[];
export type PolicyRefField = (typeof POLICY_REF_FIELDS)[number];
