// Fields of a copy as a form gives them: empty is nothing, and a shelf has to be one of this library.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ItemFields } from '../../../shared/circ/model/item-fields.ts';
import type { ItemForm } from '../../../shared/views/item-form.ts';
import type { Copy } from '../desk-sight.ts';

/** Throws HF-CIRC-152. */
export function givenFields({ library }: Copy, given: ItemForm): ItemFields {
  const { location } = given;
  if (location !== undefined && location !== null && library.location(location) === null)
    throw new HoldfastError('HF-CIRC-152');
  const empty = (text: string | null | undefined) => (text === '' ? null : text);
  const conditionPhotos = given.conditionPhotos?.length === 0 ? null : given.conditionPhotos;
  return {
    ...given,
    kind: empty(given.kind),
    alert: empty(given.alert),
    condition: empty(given.condition),
    conditionPhotos,
  };
}
