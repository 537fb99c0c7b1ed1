// Scans in a page: they reach the desk wherever the focus is and leave no trace in fields, buttons or lists.

import { listenForScans, type Scan } from '../../../../renderer/scan/listen-for-scans.ts';

/** Strikes keys at the focused element as a browser does: the character is written unless the event was prevented. */
function strike(keys: readonly string[], gapMs: number, startMs = 10_000): void {
  for (const [index, key] of keys.entries()) {
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: startMs + index * gapMs });
    const isFree = target.dispatchEvent(event);
    if (isFree && key.length === 1 && target instanceof HTMLInputElement) target.value += key;
    if (isFree && key === 'Enter' && target instanceof HTMLButtonElement) target.click();
  }
}

const BARCODE = '31310000008812';
const SCAN = [...BARCODE.split(''), 'Enter'];

describe('scans anywhere in the page', () => {
  let scans: Scan[];
  let stop: () => void;

  beforeEach(() => {
    scans = [];
    document.body.innerHTML = '<input id="reason" /><button id="button">Undo</button>';
    stop = listenForScans(window, { isWanted: () => true, onScan: (scan) => scans.push(scan) });
  });

  afterEach(() => stop());

  const field = (): HTMLInputElement => document.querySelector('input') as HTMLInputElement;

  test('a scan with nothing focused is heard, with the time of its last key', () => {
    strike(SCAN, 5);
    expect(scans).toEqual([{ text: BARCODE, atMs: 10_000 + 14 * 5 }]);
  });

  test('a scan into a form field is taken out again and what was typed stays', () => {
    field().value = 'proof sh';
    field().focus();
    strike(SCAN, 5);
    expect(scans).toHaveLength(1);
    expect(field().value).toBe('proof sh');
  });

  test('a choice that the digits of a scan make in a list is taken back, and the page hears of it', () => {
    document.body.innerHTML = '<select><option value="12">12</option><option value="31">31</option></select>';
    const choice = document.querySelector('select') as HTMLSelectElement;
    const heard: string[] = [];
    choice.addEventListener('change', () => heard.push(choice.value));
    choice.focus();
    // As a browser does: digits choose by the letters of the list.
    choice.addEventListener('keydown', () => (choice.value = '31'), { once: true });
    strike(SCAN, 5);
    expect(scans).toHaveLength(1);
    expect(heard).toEqual(['12']);
  });

  test('a scan cut in two by a pause is one scan, and leaves a form field as it was', () => {
    field().value = 'proof ';
    field().focus();
    strike(SCAN.slice(0, 7), 5);
    strike(SCAN.slice(7), 5, 10_400);
    expect(scans.map(({ text }) => text)).toEqual([BARCODE]);
    expect(field().value).toBe('proof ');
  });

  test('digits that were typed stay when a whole code follows', () => {
    field().focus();
    strike(['2', '1', '3', '1'], 5);
    strike(SCAN, 5, 10_400);
    expect(scans.map(({ text }) => text)).toEqual([BARCODE]);
    expect(field().value).toBe('2131');
  });

  test('the page hears that the field changed back', () => {
    const values: string[] = [];
    field().addEventListener('input', () => values.push(field().value));
    field().focus();
    strike(SCAN, 5);
    expect(values).toEqual(['']);
  });

  test('the Enter of a scan presses no button', () => {
    const button = document.querySelector('button') as HTMLButtonElement;
    const pressed = jest.fn();
    button.addEventListener('click', pressed);
    button.focus();
    strike(SCAN, 5);
    expect(scans).toHaveLength(1);
    expect(pressed).not.toHaveBeenCalled();
  });

  test('typed text stays in the field and goes nowhere', () => {
    field().focus();
    strike([...'okafor'.split(''), 'Enter'], 90);
    expect(scans).toHaveLength(0);
    expect(field().value).toBe('okafor');
  });

  test('a held key is not a scanner', () => {
    for (const [index, key] of SCAN.entries()) {
      const event = new KeyboardEvent('keydown', { key, repeat: index > 0, bubbles: true });
      document.body.dispatchEvent(event);
    }
    expect(scans).toHaveLength(0);
  });

  test('shortcuts are not part of a scan', () => {
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true });
    strike(['1', '2'], 5);
    document.body.dispatchEvent(event);
    strike(['3', '4', 'Enter'], 5, 10_020);
    expect(scans).toHaveLength(0);
  });

  test('a scan that is not wanted is left to the page', () => {
    stop();
    stop = listenForScans(window, { isWanted: () => false, onScan: (scan) => scans.push(scan) });
    field().focus();
    strike(SCAN, 5);
    expect(scans).toHaveLength(0);
    expect(field().value).toBe(BARCODE);
  });

  test('two scans in a row are two scans', () => {
    strike(SCAN, 5);
    strike(SCAN, 5, 10_100);
    expect(scans.map(({ text }) => text)).toEqual([BARCODE, BARCODE]);
  });

  describe('of a scanner that the desk has learned', () => {
    const learned = (ends: 'enter' | 'pause'): void => {
      stop();
      stop = listenForScans(window, {
        isWanted: () => true,
        onScan: (scan) => scans.push(scan),
        scanner: () => ({ prefix: ']A0', suffix: '~', ends, gapMs: 30 }),
      });
    };

    test('are told without what it adds; those of another are told whole', () => {
      learned('enter');
      strike([...`]A0${BARCODE}~`.split(''), 'Enter'], 5);
      strike(SCAN, 5, 20_000);
      expect(scans.map(({ text }) => text)).toEqual([BARCODE, BARCODE]);
    });

    test('end by a pause where it strikes no key, and leave the field as it was', () => {
      jest.useFakeTimers();
      learned('pause');
      field().value = 'ok';
      field().focus();
      strike(`]A0${BARCODE}~`.split(''), 5);
      expect(scans).toEqual([]);
      jest.advanceTimersByTime(200);
      jest.useRealTimers();
      expect(scans.map(({ text }) => text)).toEqual([BARCODE]);
      expect(field().value).toBe('ok');
    });

    test('are not made of what a person types and leaves', () => {
      jest.useFakeTimers();
      learned('pause');
      strike('okafor sade'.split(''), 90);
      jest.advanceTimersByTime(500);
      jest.useRealTimers();
      expect(scans).toEqual([]);
    });
  });
});
