// Esc in a form that stands in its place, or in a list of one: it closes that and nothing behind it. The desk leaves the key to forms marked `data-esc="own"`.

import { useEffect, useRef, type RefObject } from 'react';

/** For the `ref` of the form, or of what has the list. `isOpen`: there is something to close. */
export function useEsc<E extends HTMLElement = HTMLFormElement>(
  onClose: () => void,
  isOpen = true,
): RefObject<E | null> {
  const form = useRef<E>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const place = form.current;
    const listener = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !isOpen) return;
      event.stopPropagation();
      close.current();
    };
    place?.addEventListener('keydown', listener);
    return () => place?.removeEventListener('keydown', listener);
  });
  return form;
}
