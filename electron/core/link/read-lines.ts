// Lines of an NDJSON stream, as they come. A line that the stream ends in the middle of is not a line.

/** Most characters of one line: a rule set with its calendars is the longest. */
const longestLine = 64 * 1024 * 1024;

/** Yields the lines of each chunk together, so that a reader can work through many at once. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  // A long line is put together once, when its end is there: looking for the end in all of it at each chunk would take forever.
  let begun: string[] = [];
  let begunLength = 0;
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      begun.push(text);
      begunLength += text.length;
      if (begunLength > longestLine) throw new Error('a line of the stream is too long');
      yield [];
      continue;
    }
    const lines = (begun.join('') + text.slice(0, end)).split('\n');
    begun = [text.slice(end + 1)];
    begunLength = text.length - end - 1;
    yield lines.filter((line) => line !== '');
  }
}
