// Server-sent events read from a fetch stream, since EventSource cannot send the token in a header.
// Only the fields `event` and `data` matter here; comments are the server's keep-alive.

/** One event of the stream. */
export type StreamEvent = { readonly event: string; readonly data: string };

/** Cuts a stream of text into events; keeps what is not complete yet. */
export function createEventParser(): (chunk: string) => readonly StreamEvent[] {
  let rest = '';
  return (chunk) => {
    const blocks = `${rest}${chunk}`.replaceAll('\r', '').split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(parseBlock).filter((event) => event.data !== '');
  };
}

function parseBlock(block: string): StreamEvent {
  const fields = block.split('\n').map((line) => {
    const at = line.indexOf(':');
    return at < 0
      ? { name: line, value: '' }
      : { name: line.slice(0, at), value: line.slice(at + 1).replace(/^ /, '') };
  });
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  return { event: fields.findLast(({ name }) => name === 'event')?.value ?? 'message', data: data.join('\n') };
}
