// Reading server-sent events from pieces of a stream.

import { createEventParser } from '../../../../renderer/bridge/event-stream.ts';

describe('the event stream', () => {
  test('events are found whole, however the stream is cut', () => {
    const text = 'event: link.changed\ndata: {"a":1}\n\n: still here\n\nevent: desk.changed\ndata: {"b":2}\n\n';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parse = createEventParser();
      expect([...parse(text.slice(0, cut)), ...parse(text.slice(cut))]).toEqual([
        { event: 'link.changed', data: '{"a":1}' },
        { event: 'desk.changed', data: '{"b":2}' },
      ]);
    }
  });

  test('lines of one event join, and carriage returns do not matter', () => {
    expect(createEventParser()('event: x\r\ndata: a\r\ndata: b\r\n\r\n')).toEqual([{ event: 'x', data: 'a\nb' }]);
  });

  test('what is not complete is kept for later', () => {
    const parse = createEventParser();
    expect(parse('event: x\ndata: 1')).toEqual([]);
    expect(parse('\n\n')).toEqual([{ event: 'x', data: '1' }]);
  });
});
