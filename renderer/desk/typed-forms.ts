// Which forms on the page hold typed work that is not sent. The scan box, searches and PINs are no such work.

/** A field that a person came to: its value then, whether they typed in it since, and whether its form was sent after that. */
type Seen = { before: string; isTyped: boolean; isSent: boolean };
type TypedField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export type TypedForms = {
  /** Whether a form that stands on the page holds work that would be lost with it. */
  readonly isTyped: () => boolean;
  readonly stop: () => void;
};

/** Types of fields with nothing to lose. */
const PASSING = new Set(['password', 'search', 'submit', 'button', 'file']);

export function watchTypedForms({ document }: Window): TypedForms {
  const seen = new Map<TypedField, Seen>();
  const came = ({ target }: Event): void => {
    const field = fieldOf(target);
    if (field === null) return;
    const known = seen.get(field);
    if (known === undefined || isKept(field, known))
      seen.set(field, { before: valueOf(field), isTyped: false, isSent: false });
  };
  const typed = ({ target }: Event): void => {
    const field = fieldOf(target);
    if (field !== null) seen.set(field, { ...(seen.get(field) ?? { before: '' }), isTyped: true, isSent: false });
  };
  const sent = ({ target }: Event): void => {
    for (const [field, one] of seen) if (field.form === target) one.isSent = true;
  };
  const listeners = [
    ['focusin', came],
    ['input', typed],
    ['change', typed],
    ['submit', sent],
  ] as const;
  for (const [name, listener] of listeners) document.addEventListener(name, listener, { capture: true });
  return {
    isTyped() {
      for (const field of seen.keys()) if (!field.isConnected) seen.delete(field);
      return [...seen].some(([field, one]) => one.isTyped && valueOf(field) !== one.before && !isKept(field, one));
    },
    stop() {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener, { capture: true });
    },
  };
}

/** A form that was sent and shows no fault is saved. */
function isKept({ form }: TypedField, { isSent }: Seen): boolean {
  if (!isSent) return false;
  return [...(form?.querySelectorAll('[role="alert"]') ?? [])].every(({ textContent }) => textContent.trim() === '');
}

function fieldOf(target: EventTarget | null): TypedField | null {
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  if (!isField || target.form === null || PASSING.has(target.type)) return null;
  return target.closest('[data-typing="passing"]') === null ? target : null;
}

function valueOf(field: TypedField): string {
  const isTick = field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
  return isTick ? String(field.checked) : field.value;
}
