// The checksum that a commit may carry: of every kind of which the desk's copy can be compared with the server at that position. [I9]

/** Checksums by kind as one text: `item=… loan=…`, in the order of their names. */
export function formatChecksums(byKind: ReadonlyMap<string, string>): string {
  return [...byKind]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, checksum]) => `${kind}=${checksum}`)
    .join(' ');
}

/** Reads such a text. Parts of another form are ignored. [I20] */
export function parseChecksums(text: string): Map<string, string> {
  return new Map(
    text.split(' ').flatMap((one): [string, string][] => {
      const [, kind, checksum] = /^(\w+)=([0-9a-f]{64})$/.exec(one) ?? [];
      return kind === undefined || checksum === undefined ? [] : [[kind, checksum]];
    }),
  );
}
