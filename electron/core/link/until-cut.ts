// The chunks of a stream up to where the line breaks. An outage is no fault, and must not look like one of the disk or of what came.

/** Ends where the stream breaks, and says so. */
export async function* untilCut(body: ReadableStream<Uint8Array>, onCut: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    onCut();
  }
}
