// `holdfast library --uncataloged`: kinds that are lent by number.

import { UncatalogedKindSchema } from '../../../shared/circ/model/uncataloged.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { textOf, UsageError, type Run } from '../command.ts';

const NEEDS =
  '--uncataloged takes kinds as "paperback=Paperbacks:pbk; mag=Magazines:magazine": code, name and item type; or none';

/** The kinds that the option sets; `none` removes them, and without it they stay. */
export function uncatalogedTermsOf(values: Run['values']): Pick<DeskTerms, 'uncataloged'> {
  const text = textOf(values, 'uncataloged');
  if (text === null) return {};
  if (text.trim() === 'none') return { uncataloged: undefined };
  const kinds = text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [, id, name, type] = /^([^=]+)=([^:]+):(.+)$/u.exec(part) ?? [];
      const kind = UncatalogedKindSchema.safeParse({ id: id?.trim(), name: name?.trim(), type: type?.trim() });
      if (!kind.success) throw new UsageError(NEEDS);
      return kind.data;
    });
  if (kinds.length === 0 || new Set(kinds.map(({ id }) => id)).size < kinds.length) throw new UsageError(NEEDS);
  return { uncataloged: kinds };
}

/** In words, a line for each kind. */
export const uncatalogedLines = ({ uncataloged = [] }: DeskTerms): string[] =>
  uncataloged.map(({ id, name, type }) => `lent by number ${id}: ${name} (${type})`);
