// Hears the desk's own keys before the page's fields and the browser do.

import { SWALLOWED_KEYS, actionOf, type ActionId } from './key-map.ts';

/** Calls `onAction` for each key that has an action. Returns how to stop. */
export function listenForKeys(page: Window, onAction: (id: ActionId) => boolean): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const id = actionOf(event);
    const isOurs = id !== null || (SWALLOWED_KEYS.has(event.key) && !event.altKey);
    if (!isOurs) return;
    const wasUsed = id !== null && !event.repeat && onAction(id);
    if (id === 'close' && !wasUsed) return;
    event.preventDefault();
    event.stopPropagation();
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => page.removeEventListener('keydown', listener, { capture: true });
}
