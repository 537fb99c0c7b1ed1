// Hands a file to whoever sits here, as a download of the page: the browser or the shell decides where it goes.

/** A file made by the desk. */
export type SavedFile = { readonly name: string; readonly text: string };

export function createSaveFile({ document }: Pick<Window, 'document'>): (file: SavedFile) => void {
  return ({ name, text }) => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    // The download holds what it needs by then.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
}
