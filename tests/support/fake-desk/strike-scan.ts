// A scan at the page of a jsdom test, as its keys: for the time before the desk takes a scan.

const GAP_MS = 5;

/** Types a code and Enter into the focused element; a character is written unless the page prevented it. */
export function strikeScan(code: string): void {
  for (const [index, key] of [...Array.from(code), 'Enter'].entries()) {
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: 10_000 + index * GAP_MS });
    const isFree = target.dispatchEvent(event);
    if (isFree && key.length === 1 && target instanceof HTMLInputElement) target.value += key;
  }
}
