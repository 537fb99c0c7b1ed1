// The key of an action, as printed on the keyboard. Screen readers get it from `aria-keyshortcuts` of the button instead.

import { useDesk } from '../desk/desk-context.ts';
import type { ActionId } from '../keys/key-map.ts';
import { keyParts } from '../keys/key-name.ts';

export function Keys({ id }: { readonly id: ActionId }) {
  const { onMac } = useDesk();
  return <kbd aria-hidden="true">{keyParts(id, onMac).join(onMac ? '' : '+')}</kbd>;
}
