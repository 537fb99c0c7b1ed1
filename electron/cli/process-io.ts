// Standard output and error of this process as a subcommand's output. A reader that goes away (`| head`, a window that was closed) ends no server and
// is no fault of a list; an output that cannot be written is.

import type { Io } from './command.ts';

/** Wraps the two streams. */
export function processIo(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Io {
  let hasReader = true;
  let failure: Error | null = null;
  out.on('error', (error: Error) => {
    hasReader = false;
    if (!isReaderGone(error)) failure ??= error;
  });
  // Without a reader on stderr there is no place to report it.
  err.on('error', () => undefined);
  return {
    out: (text) => write(out, text),
    err: (text) => write(err, text),
    taken: async () => {
      if (out.writable && out.writableNeedDrain) await roomOrEnd(out);
      return hasReader;
    },
    flushed: async () => {
      await Promise.all([emptied(out), emptied(err)]);
      return failure;
    },
  };
}

function write(stream: NodeJS.WriteStream, text: string): void {
  if (stream.writable) stream.write(`${text}\n`);
}

function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET' || error.code === 'EOF');
}

function roomOrEnd(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['drain', 'close', 'error']) stream.once(name, () => resolve());
  });
}

/** A pipe is written in the background: an exit before its end would cut the output off. */
function emptied(stream: NodeJS.WriteStream): Promise<void> {
  if (!stream.writable) return Promise.resolve();
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
