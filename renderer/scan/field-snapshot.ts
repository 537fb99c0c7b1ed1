// The content of a field before a scan ran into it, so that the scan is removed and the typed text stays.

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A field as it was, and how to make it so again. */
export type FieldSnapshot = { readonly restore: () => void };

/** Remembers the field that has the focus; nothing to remember elsewhere. */
export function snapshotOf(target: EventTarget | null): FieldSnapshot | null {
  if (target instanceof HTMLSelectElement) return snapshotOfChoice(target);
  if (!isTextField(target)) return null;
  const { value, selectionStart, selectionEnd } = target;
  return {
    restore() {
      if (target.value === value) return;
      setFieldValue(target, value);
      if (selectionStart !== null) target.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}

/** Whether keys struck there write text. */
export function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && writesText(target.type));
}

/** Sets a value so that React notices: it listens to the event and compares with the prototype's own setter. */
export function setFieldValue(field: TextField, value: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Reflect.set(prototype, 'value', value, field);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Keys struck into a choice choose by their letters. */
function snapshotOfChoice(field: HTMLSelectElement): FieldSnapshot {
  const { value } = field;
  return {
    restore() {
      if (field.value === value) return;
      Reflect.set(HTMLSelectElement.prototype, 'value', value, field);
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
  };
}

function writesText(type: string): boolean {
  return ['text', 'search', 'password', 'email', 'tel', 'url', 'number', ''].includes(type);
}
