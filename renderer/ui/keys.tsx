// The key of an action, as printed on the keyboard. Screen readers get it from `aria-keyshortcuts` of the button instead.

import { useDesk } from '../desk/desk-context.ts';
import type { ActionId } from '../keys/key-map.ts';
import { keyParts } from '../keys/key-name.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Icon } from './icon.tsx';

/** The arrow that keyboards print on Shift takes less room than its name. */
export function Keys({ id }: { readonly id: ActionId }) {
  const { onMac } = useDesk();
  const keys = useKeys();
  return (
    <kbd aria-hidden="true">
      {keyParts(id, onMac, keys).map((part) =>
        /^(Shift|⇧)$/.test(part) ? <Icon key={part} name="shiftKey" size={14} /> : <span key={part}>{part}</span>,
      )}
    </kbd>
  );
}

/** The key of a form's or a chosen row's main action. */
export function EnterKey() {
  return (
    <kbd aria-hidden="true" data-key="Enter">
      <Icon name="enterKey" size={14} />
    </kbd>
  );
}
