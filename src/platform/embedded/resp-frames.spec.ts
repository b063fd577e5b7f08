import { encodeRequest, isNull, requestWords, RespFrames } from './resp-frames';

const REPLIES = [
  '+OK\r\n',
  ':42\r\n',
  '$5\r\na\r\nbc\r\n',
  '$-1\r\n',
  '*2\r\n$1\r\na\r\n*1\r\n:1\r\n',
  '*-1\r\n',
  '*0\r\n',
  '%1\r\n+a\r\n:1\r\n',
  '_\r\n',
];

describe('RespFrames', () => {
  it('cuts values out of one chunk', () => {
    expect(new RespFrames().push(Buffer.from(REPLIES.join(''))).map(String)).toEqual(REPLIES);
  });

  it.each([1, 2, 3, 7])('cuts the same values out of chunks of %i bytes', (size) => {
    const stream = Buffer.from(REPLIES.join(''));
    const frames = new RespFrames();
    const found: string[] = [];
    for (let at = 0; at < stream.length; at += size) {
      found.push(...frames.push(stream.subarray(at, at + size)).map(String));
    }
    expect(found).toEqual(REPLIES);
  });

  it('keeps the bytes of an unfinished value', () => {
    const frames = new RespFrames();
    expect(frames.push(Buffer.from('+OK\r\n$5\r\nab'))).toHaveLength(1);
    expect(String(frames.takeRest())).toBe('$5\r\nab');
    expect(frames.takeRest()).toHaveLength(0);
  });
});

describe('requests', () => {
  it('are read back as they were written, whatever the script', () => {
    const words = ['BRPOPLPUSH', 'قائمة', '', 'a\r\nb', '0'];
    expect(requestWords(encodeRequest(words))).toEqual(words);
  });

  it('have no words when they are not an array', () => {
    expect(requestWords(Buffer.from('PING\r\n'))).toEqual([]);
  });
});

describe('isNull', () => {
  it.each(['$-1\r\n', '*-1\r\n', '_\r\n'])('knows %j', (reply) => expect(isNull(Buffer.from(reply))).toBe(true));
  it.each(['$0\r\n\r\n', '*0\r\n', ':0\r\n', '$1\r\n_\r\n'])('does not take %j for one', (reply) =>
    expect(isNull(Buffer.from(reply))).toBe(false),
  );
});
