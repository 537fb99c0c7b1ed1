// Where the focus lives: the scan box, on every screen under the same id.

export const SCAN_BOX_ID = 'scan-box';

/** Puts the focus into the scan box, when one is shown. One that has it is left alone: to focus it again would lay out the page. */
export function focusScanBox(document: Document): void {
  const box = document.getElementById(SCAN_BOX_ID);
  if (document.activeElement !== box) box?.focus({ preventScroll: true });
}

/** Rows come first, then actions; not the button that closes, and not the way of the keys through tabs. */
const ENTRIES = ['tr[tabindex="0"]', 'button:not(:disabled):not([aria-keyshortcuts="Escape"])', 'input, select'];

/** Puts the focus into the record that stands beside the work, the last one where there are two. */
export function focusRecord(document: Document): void {
  const record = [...document.querySelectorAll('[data-record]')].at(-1);
  for (const entry of ENTRIES) {
    const first = record?.querySelector<HTMLElement>(entry) ?? null;
    if (first === null) continue;
    first.focus();
    return;
  }
}

/** Whether a record stands beside the work. */
export function hasRecord(document: Document): boolean {
  return document.querySelector('[data-record]') !== null;
}

/** Whether the arrows belong to the element in focus: in text they move by words. An empty scan box has no words. */
export function takesArrows(element: Element | null): boolean {
  if (element instanceof HTMLInputElement && element.id === SCAN_BOX_ID) return element.value !== '';
  return takesLetters(element);
}

/**
 * Gives the focus of something that went to the scan box, unless a field has it by now: where one form makes room for another, the other has taken it
 * before the first is unmounted.
 */
export function giveBackFocus(document: Document): void {
  if (!takesLetters(document.activeElement)) focusScanBox(document);
}

/** Letters typed where nothing takes them go to the scan box, the first one included. Returns how to stop. */
export function keepTypingInScanBox(page: Window, isWanted: () => boolean): () => void {
  const { document } = page;
  const listener = (event: KeyboardEvent): void => {
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    const { activeElement } = document;
    if (isLetter && !takesLetters(activeElement) && !isRowLetter(activeElement, event.key) && isWanted())
      focusScanBox(document);
  };
  page.addEventListener('keydown', listener, { capture: true });
  return () => page.removeEventListener('keydown', listener, { capture: true });
}

/** A row in focus has letters of its own: they act on it, and are not typed. */
function isRowLetter(element: Element | null, key: string): boolean {
  return element instanceof HTMLElement && (element.dataset['letters'] ?? '').includes(key.toUpperCase());
}

/** Fields write letters and lists jump to them; buttons and places that scroll do neither. */
function takesLetters(element: Element | null): boolean {
  return element !== null && element.matches('input, textarea, select');
}
