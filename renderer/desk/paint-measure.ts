// Measures from the last key of a scan to the frame that shows its answer, as `scan-to-paint` entries of the performance timeline.

const NAME = 'scan-to-paint';
/** Entries kept: a shift makes thousands, and old ones are not needed. */
const MOST_ENTRIES = 500;

/** Returns a function to call when an answer stands in the state. */
export function createPaintMeasure(page: Window): (scannedAtMono: number) => void {
  return (scannedAtMono) => {
    page.requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        const { performance } = page;
        if (performance.getEntriesByName(NAME).length >= MOST_ENTRIES) performance.clearMeasures(NAME);
        performance.measure(NAME, { start: scannedAtMono });
      };
      channel.port2.postMessage(null);
    });
  };
}
