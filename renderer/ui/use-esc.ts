// Esc in a form that stands in its place: it closes the form and nothing behind it. The desk leaves the key to forms marked `data-esc="own"`.

import { useEffect, useRef, type RefObject } from 'react';

/** For the `ref` of the form. */
export function useEsc(onClose: () => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const place = form.current;
    const listener = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close.current();
    };
    place?.addEventListener('keydown', listener);
    return () => place?.removeEventListener('keydown', listener);
  });
  return form;
}
