// Lines of an NDJSON stream, as they come. A line that the stream ends in the middle of is not a line.

/** Most characters of one line: a rule set with its calendars is the longest. */
const longestLine = 64 * 1024 * 1024;

/** Yields the lines of each chunk together, so that a reader can work through many at once. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > longestLine) throw new Error('a line of the stream is too long');
    const end = rest.lastIndexOf('\n');
    if (end < 0) {
      yield [];
      continue;
    }
    const lines = rest.slice(0, end).split('\n');
    rest = rest.slice(end + 1);
    yield lines.filter((line) => line !== '');
  }
}
