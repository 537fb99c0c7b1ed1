// Lets the person who sits here choose a file; the page gets its content, and never its path.

import { MOST_CARRIED_CHARS } from '../../shared/views/carry.ts';

/** The chosen file; `null`: none. `too-large`: over the desk's limit. */
export type PickedFile = { readonly name: string; readonly text: string } | 'too-large' | null;

export function createPickFile({ document }: Pick<Window, 'document'>): () => Promise<PickedFile> {
  return async () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.ndjson';
    const file = await new Promise<File | null>((resolve) => {
      input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
      input.addEventListener('cancel', () => resolve(null));
      input.click();
    });
    if (file === null) return null;
    return file.size > MOST_CARRIED_CHARS ? 'too-large' : { name: file.name, text: await file.text() };
  };
}
