// Whole numbers for ids: the tables of other systems name rows by them.

/** Gives each id a number of its own, the same one each time. */
export function numbering(): (id: string) => number {
  const numbers = new Map<string, number>();
  return (id) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size + 1);
    return numbers.size;
  };
}
