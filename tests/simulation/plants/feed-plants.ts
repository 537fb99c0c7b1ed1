// Faults of the feed: lines that are not sent, or that say too much.

import { z } from 'zod';
import type { SimSink } from '../world/network.ts';
import type { Plant } from '../world/world.ts';

const LineSchema = z.looseObject({ type: z.string() });
type Line = z.infer<typeof LineSchema>;

/** Puts each line of the feed through `change`; null leaves it out. */
function changing(change: (line: Line, index: number) => Line | null): Plant {
  return { server: { sink: (sink) => changed(sink, change) } };
}

function changed(sink: SimSink, change: (line: Line, index: number) => Line | null): SimSink {
  return {
    signal: sink.signal,
    write: (text) => {
      const lines = text.split('\n').filter((line) => line !== '');
      const sent = lines.flatMap((line, index) => change(LineSchema.parse(JSON.parse(line)), index) ?? []);
      return sink.write(sent.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  };
}

/** Deleted rows are not sent. */
export const dropDel = (): Plant => changing((line) => (line.type === 'del' ? null : line));

/** A cursor by number passes over rows whose transaction ended later. */
export const sequenceCursor = (): Plant =>
  changing((line, index) => (line.type === 'put' && index % 5 === 4 ? null : line));

/** A pulled row is taken for the truth about an act that was not sent yet. */
export const pullOverPending = (): Plant =>
  changing((line) => {
    if (line.type !== 'commit') return line;
    const lastSeq = z.record(z.string(), z.int()).parse(line['lastSeq']);
    const ahead = Object.entries(lastSeq).map(([stream, seq]) => [stream, seq + 1] as const);
    return { ...line, lastSeq: Object.fromEntries(ahead) };
  });
