// Brings what was looked for in Find anything into sight on a page of Settings, with the focus there; without such a place, the head of the page.

import { useEffect, type RefObject } from 'react';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { foldText } from '../../../shared/core/fold-text.ts';

/** The page asks for its data first. A person who does something meanwhile has it found. */
const WAITS_MS = 5_000;
const NAMES = 'h3, h4, legend, strong, label';
/** A PIN is asked for in passing, and is no hit. */
const ENTRIES =
  'button:not(:disabled), input:not(:disabled):not([type="password"]), select:not(:disabled), textarea:not(:disabled)';

export function useSought(page: RefObject<HTMLElement | null>): void {
  const { view, clock } = useDesk();
  const sought = useDeskStore(
    (desk) => desk.view,
    (state) => state.sought,
  );
  useEffect(() => {
    const place = page.current;
    if (sought === null || place === null) return undefined;
    place.querySelector('h2')?.scrollIntoView({ block: 'start' });
    place.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    const look = (): void => {
      const name = [...place.querySelectorAll<HTMLElement>(NAMES)].find((one) => isNamed(sought, one));
      if (name === undefined) return;
      const block = name.closest('li, label, fieldset, section') ?? name;
      block.scrollIntoView({ block: 'center' });
      entryOf(name, block).focus({ preventScroll: true });
      over();
    };
    const observer = new MutationObserver(look);
    const over = (): void => view.setState({ sought: null });
    observer.observe(place, { childList: true, subtree: true });
    const stop = clock.after(WAITS_MS, over);
    for (const touch of ['keydown', 'pointerdown']) document.addEventListener(touch, over, { capture: true });
    look();
    return () => {
      observer.disconnect();
      stop();
      for (const touch of ['keydown', 'pointerdown']) document.removeEventListener(touch, over, { capture: true });
    };
  }, [sought, page, view, clock]);
}

/** Every word that was typed begins a word of the name. */
function isNamed(text: string, { textContent }: HTMLElement): boolean {
  const name = ` ${foldText(textContent)}`;
  const words = foldText(text).split(' ').filter(Boolean);
  return words.length > 0 && words.every((word) => name.includes(` ${word}`));
}

/** The first thing to do about it, or its name. */
function entryOf(name: HTMLElement, block: Element): HTMLElement {
  const entry = block.querySelector<HTMLElement>(ENTRIES);
  if (entry !== null) return entry;
  name.tabIndex = -1;
  return name;
}
