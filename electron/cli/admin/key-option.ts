// `--keys` of `holdfast library`: the library's own keys. A key that desks cannot use is refused here, with the reason.

import { DESK_ACTIONS, keysWith, type KeyFault } from '../../../shared/core/desk-keys.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { UsageError } from '../command.ts';

/** Keys as `undo=Ctrl+Shift+U; slip=F12`; `none` takes all of them back. Throws a UsageError that names every conflict. */
export function keysIn(text: string): DeskTerms['keys'] {
  if (text.trim() === 'none') return undefined;
  const wishes = Object.fromEntries(
    text.split(';').flatMap((part) => {
      const [action = '', key = ''] = part.split('=').map((word) => word.trim());
      return action === '' ? [] : [[action, key] as const];
    }),
  );
  const { faults } = keysWith(wishes);
  if (faults.length > 0) throw new UsageError(`--keys: ${faults.map(sayFault).join('; ')}`);
  return wishes;
}

function sayFault(fault: KeyFault): string {
  switch (fault.kind) {
    case 'unknown-action':
      return `${fault.action} is no action; there are ${DESK_ACTIONS.join(', ')}`;
    case 'unreadable':
      return `"${fault.key}" for ${fault.action} is no key: write F1 to F12, or Ctrl+Shift+U`;
    case 'kept':
      return `${fault.key} for ${fault.action} belongs to the browser or the system`;
    case 'taken':
      return `${fault.key} for ${fault.action} is the key of ${fault.other}: give that another one too`;
  }
}
