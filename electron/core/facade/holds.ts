// What holds name, as a desk is told it: a copy or a title, and where it is picked up.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { titleId } from '../../../shared/core/ids.ts';
import type { Title } from '../../../shared/circ/model/title.ts';
import type { Copy } from '../desk-sight.ts';
import type { HoldTarget } from './load-facts.ts';

/** A barcode is that one copy; anything else has to be the id of a title. */
export function targetOf(copy: Copy, target: string): HoldTarget {
  const item = copy.sight.itemByBarcode(target);
  const title: Title | null = copy.sight.title(item?.titleId ?? titleId(target));
  if (title === null) throw new HoldfastError('HF-CIRC-003', { barcode: target });
  return { item, title };
}

/** The id of a branch that is called so; what nobody calls a branch stays as it is and is judged so. */
export function branchNamed({ library }: Copy, text: string): string {
  const branches = [...library.branches().values()];
  const wanted = text.toLowerCase();
  const found = branches.filter(({ id, name }) => id === text || name.toLowerCase() === wanted);
  return found.find(({ id }) => id === text)?.id ?? (found.length === 1 ? found[0]?.id : undefined) ?? text;
}
