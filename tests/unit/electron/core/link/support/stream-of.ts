// A stream of the chunks that a test names, one at a time.

/** Ends after the last chunk; a chunk that is an error breaks the stream there. */
export function streamOf(chunks: readonly (string | Uint8Array | Error)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = [...chunks];
  return new ReadableStream({
    pull: (controller) => {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else if (chunk instanceof Error) controller.error(chunk);
      else controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
    },
  });
}
