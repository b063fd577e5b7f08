/** Twilio refuses more than 4096 characters in one Say (error 13521); nobody listens to more than this. */
export const MAX_SPOKEN = 3_000;

/** Characters XML 1.0 cannot hold (section 2.2), lone halves of surrogate pairs among them. */
const NOT_XML = /(?!\s)[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Text fit to be spoken: legal in XML, one line, at most `limit` characters, cut after a sentence or a word. */
export function speakable(text: string, limit = MAX_SPOKEN): string {
  const line = text.replace(NOT_XML, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const room = line.slice(0, limit);
  const sentence = Math.max(...['. ', '! ', '? ', '؟ ', '। '].map((end) => room.lastIndexOf(end)));
  if (sentence >= limit / 2) return room.slice(0, sentence + 1);
  const word = room.lastIndexOf(' ');
  return word > 0 ? room.slice(0, word) : room;
}
