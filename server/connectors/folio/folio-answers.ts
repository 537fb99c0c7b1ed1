// Answers of FOLIO to a message.

import { z } from 'zod';
import type { Answer, Refusal } from '../../../shared/connectors/message.ts';
import { meaningOfFolio } from '../../../shared/connectors/folio-words.ts';
import type { FolioAnswer } from './folio-client.ts';
import type { FolioLoan } from './folio-records.ts';

const ErrorsSchema = z.object({
  errors: z.array(z.object({ message: z.string().nullish(), code: z.string().nullish() })),
});
/** Of an action on fees. */
const ActionErrorSchema = z.object({ errorMessage: z.string() });

/** A loan, or another act that it took. */
export function taken(loan: FolioLoan | null = null): Answer {
  return { is: 'taken', dueAt: loan?.dueAt ?? null, wanted: null, ...(loan === null ? {} : { loan: loan.id }) };
}

export const refused = (why: Refusal, text = ''): Answer => ({ is: 'refused', why, text });

/** Codes of the errors of an answer. */
export function codesOf({ body }: FolioAnswer): readonly string[] {
  return (ErrorsSchema.safeParse(body).data?.errors ?? []).flatMap(({ code }) => code ?? []);
}

/** Its refusal. `fallback`: where it gives no code that is known. */
export function refusalOf(answer: FolioAnswer, fallback: Refusal = 'other'): Answer {
  const why = meaningOfFolio(codesOf(answer));
  return refused(why === 'other' ? fallback : why, textOf(answer));
}

function textOf({ body }: FolioAnswer): string {
  if (typeof body === 'string') return body;
  const action = ActionErrorSchema.safeParse(body);
  if (action.success) return action.data.errorMessage;
  const errors = ErrorsSchema.safeParse(body).data?.errors ?? [];
  return errors.map(({ message, code }) => message ?? code ?? '').join('. ');
}
