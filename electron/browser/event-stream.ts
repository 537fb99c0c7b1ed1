// `GET /api/events`: one server-sent stream per page. A page that stops reading is cut off rather than buffered for.

import type { ServerResponse } from 'node:http';

const keepaliveMs = 15_000;
const mostBufferedBytes = 1_000_000;

/** The open streams of a desk. */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #keepalive = setInterval(() => this.#write(': still here\n\n'), keepaliveMs);

  /** Takes over a response. */
  add(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
  }

  send(name: string, payload: unknown): void {
    this.#write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`);
  }

  close(): void {
    clearInterval(this.#keepalive);
    this.cut();
  }

  /** Ends every stream. A page that may opens its own again. */
  cut(): void {
    for (const response of this.#open) response.end();
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > mostBufferedBytes) response.destroy();
      else response.write(text);
    }
  }
}
