// Reads Server-Sent Events from text that arrives in pieces (WHATWG HTML, 9.2.6 "interpreting an event stream").

export interface StreamEvent {
  id?: string;
  event: string;
  data: string;
}

export interface EventStreamReader {
  push(chunk: string): StreamEvent[];
  /** Milliseconds that the server asks to wait before connecting again. */
  retry: number | undefined;
}

export function readEventStream(): EventStreamReader {
  let rest = '';
  let id: string | undefined;
  let event = '';
  let data: string[] = [];
  const reader: EventStreamReader = {
    retry: undefined,
    push(chunk) {
      rest += chunk;
      const events: StreamEvent[] = [];
      // A carriage return at the very end may be the first half of CRLF: wait for the next piece.
      for (let match = nextLine(rest); match; match = nextLine(rest)) {
        rest = rest.slice(match.end);
        const done = line(match.text);
        if (done) events.push(done);
      }
      return events;
    },
  };

  function line(text: string): StreamEvent | undefined {
    if (text === '') {
      const done =
        data.length > 0
          ? { ...(id !== undefined && { id }), event: event || 'message', data: data.join('\n') }
          : undefined;
      event = '';
      data = [];
      return done;
    }
    if (text.startsWith(':')) return undefined;
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) reader.retry = Number(value);
    return undefined;
  }
  return reader;
}

function nextLine(text: string): { text: string; end: number } | undefined {
  const at = text.search(/[\r\n]/);
  if (at < 0 || (text[at] === '\r' && at === text.length - 1)) return undefined;
  return { text: text.slice(0, at), end: at + (text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1) };
}
