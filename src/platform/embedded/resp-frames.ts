/**
 * Cuts a byte stream of the Redis protocol (RESP2 and RESP3, https://redis.io/docs/latest/develop/reference/protocol-spec/)
 * into complete values without decoding them. Requests are values too: arrays of bulk strings.
 */
export class RespFrames {
  private rest: Buffer = Buffer.alloc(0);

  /** The values completed by `chunk`, as raw bytes in order; what is incomplete is kept for the next chunk. */
  push(chunk: Buffer): Buffer[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Buffer[] = [];
    let start = 0;
    for (let end = endOfValue(this.rest, start); end !== undefined; end = endOfValue(this.rest, start)) {
      frames.push(this.rest.subarray(start, end));
      start = end;
    }
    this.rest = this.rest.subarray(start);
    return frames;
  }

  /** The bytes of a value that has not ended yet; they are forgotten here. */
  takeRest(): Buffer {
    const rest = this.rest;
    this.rest = Buffer.alloc(0);
    return rest;
  }
}

/** Offset behind the value that begins at `start`; undefined while it is incomplete. */
function endOfValue(buffer: Buffer, start: number): number | undefined {
  const lineEnd = buffer.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const type = String.fromCharCode(buffer[start] ?? 0);
  const count = Number(buffer.toString('latin1', start + 1, lineEnd));
  const bodyStart = lineEnd + 2;
  if ('$!='.includes(type)) {
    const end = count < 0 ? bodyStart : bodyStart + count + 2;
    return end <= buffer.length ? end : undefined;
  }
  if (!'*~>%'.includes(type)) return bodyStart;
  let end: number | undefined = bodyStart;
  for (let left = type === '%' ? count * 2 : count; left > 0 && end !== undefined; left -= 1) {
    end = endOfValue(buffer, end);
  }
  return end;
}

/** The words of a request; empty for anything that is not an array of bulk strings. */
export function requestWords(frame: Buffer): string[] {
  const words: string[] = [];
  let at = frame.indexOf('\r\n') + 2;
  while (frame[at] === 0x24 /* $ */) {
    const lineEnd = frame.indexOf('\r\n', at);
    const length = Number(frame.toString('latin1', at + 1, lineEnd));
    words.push(frame.toString('utf8', lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
  return words;
}

export function encodeRequest(words: string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${parts.join('')}`);
}

/** RESP2 has two nulls, RESP3 a third. */
export function isNull(frame: Buffer): boolean {
  const text = frame.toString('latin1', 0, 5);
  return text === '$-1\r\n' || text === '*-1\r\n' || text.startsWith('_');
}
