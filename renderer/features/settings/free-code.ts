// A short code for something that was given a name on the screen: people see names, and records keep the code.

/** Small letters and digits of the name, with a number where another has them already. */
export function freeCode(name: string, taken: readonly string[], most: number): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, most);
  const begin = plain === '' ? 'kind' : plain;
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : String(n);
    const code = `${begin.slice(0, most - end.length)}${end}`;
    if (!taken.includes(code)) return code;
  }
}
