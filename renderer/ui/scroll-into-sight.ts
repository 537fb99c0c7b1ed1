/** Brings the chosen row of a list into sight: a `ref` of that row alone. */
export function scrollIntoSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
