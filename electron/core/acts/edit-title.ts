// Edits a title: only changed fields are recorded, so that another desk's edit of another field stands beside it.

import { editTitle } from '../../../shared/acts/title/edit-title.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { titleId } from '../../../shared/core/ids.ts';
import { TITLE_FIELDS, type TitleFields } from '../../../shared/circ/model/title-fields.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import { requiredCopy } from '../desk-sight.ts';
import { requiredTitle } from '../facade/titles.ts';
import { deskAct } from './desk-act.ts';

/** Throws HF-CIRC-126, and HF-CIRC-150 where nothing is new. */
export const editTitleAtDesk = deskAct(editTitle)({
  judge: ({ desk, input: { titleId: id, ...given } }) => {
    const copy = requiredCopy(desk);
    const title = requiredTitle(copy, titleId(id));
    const fields = TITLE_FIELDS.changed(title, givenFields(given));
    if (Object.keys(fields).length === 0) throw new HoldfastError('HF-CIRC-150');
    const barcode = title.source === null ? (copy.sight.itemsOfTitle(title.id)[0]?.barcode ?? null) : null;
    return {
      record: { args: { titleId: title.id, barcode, fields }, told: { decision: 'done', reasons: [] } },
      answer: (commandId) => ({ commandId }),
    };
  },
});

/** Empty is nothing; numbers stand without the dashes that people put in them, and once each. */
function givenFields({ author, published, isbns, ...given }: Omit<ParsedInput<'title.edit'>, 'titleId'>): TitleFields {
  return {
    ...given,
    author: author === '' ? null : author,
    published: published === '' ? null : published,
    isbns: isbns === undefined ? undefined : [...new Set(isbns.map(plainIsbn))],
  };
}

/** Text of another shape stays as it was written. */
function plainIsbn(text: string): string {
  const plain = text.replace(/[ -]/g, '').toUpperCase();
  return /^(?:\d{9}[\dX]|\d{13})$/.test(plain) ? plain : text;
}
