// Hands a file to the person who sits here, as a download of the page: the browser or the shell chooses its place.

/** A file made by the desk. */
export type SavedFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

export function createSaveFile({ document }: Pick<Window, 'document'>): (file: SavedFile) => void {
  return (file) => {
    const { name } = file;
    const blob =
      'text' in file
        ? new Blob([file.text], { type: 'application/x-ndjson' })
        : new Blob([file.bytes], { type: 'application/octet-stream' });
    const address = URL.createObjectURL(blob);
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    anchor.click();
    // The download has its data by then.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
}
